//! Minutes on the road between sites, from their coordinates: the great circle, longer by the detour, at the given speed.

use super::DispatchParameters;
use crate::failures::failure;
use domain::{ErrorCode, Failure, Message, Site};

/// Mean radius after IUGG.
const EARTH_KM: f64 = 6_371.008_8;
/// No way is longer: beyond it nobody gets there and back within a day anyway.
const DAY_MINUTES: f64 = 24.0 * 60.0;

/// `[from][to]`, 0 from a site to itself. Of one site alone no coordinates are needed.
pub fn minutes(sites: &[&Site], parameters: &DispatchParameters) -> Result<Vec<Vec<u32>>, Failure> {
    let unplaced: Vec<&str> = sites.iter().filter(|s| position(s).is_none()).map(|s| s.code.as_str()).collect();
    if sites.len() > 1 && !unplaced.is_empty() {
        let message = Message::new("dispatch-site-without-coordinates").with("sites", unplaced.join(", "));
        return Err(Failure { message, ..failure(ErrorCode::Invalid, "dispatch-site-without-coordinates") });
    }
    let way = |from: &Site, to: &Site| match (position(from), position(to)) {
        _ if from.id == to.id => 0,
        (Some(a), Some(b)) => {
            let hours = kilometres(a, b) * parameters.detour / parameters.speed_kmh;
            (hours * 60.0).ceil().clamp(f64::from(parameters.place_minutes), DAY_MINUTES) as u32
        }
        _ => parameters.place_minutes,
    };
    let mut minutes: Vec<Vec<u32>> = sites.iter().map(|from| sites.iter().map(|to| way(from, to)).collect()).collect();
    close(&mut minutes);
    Ok(minutes)
}

/// No way is longer than one over a third site (Floyd, Warshall): rounding up could make it so by a minute.
fn close(minutes: &mut [Vec<u32>]) {
    let n = minutes.len();
    for over in 0..n {
        for from in 0..n {
            for to in 0..n {
                minutes[from][to] = minutes[from][to].min(minutes[from][over] + minutes[over][to]);
            }
        }
    }
}

fn position(site: &Site) -> Option<(f64, f64)> {
    site.latitude.zip(site.longitude)
}

/// Along the great circle (haversine).
fn kilometres((lat_a, lon_a): (f64, f64), (lat_b, lon_b): (f64, f64)) -> f64 {
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let h = half(lat_a, lat_b) + lat_a.to_radians().cos() * lat_b.to_radians().cos() * half(lon_a, lon_b);
    2.0 * EARTH_KM * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_along_the_equator_is_known() {
        assert!((kilometres((0.0, 0.0), (0.0, 1.0)) - 111.195).abs() < 0.001);
        // Riyadh to Dammam, by any atlas about 385 km.
        assert!((kilometres((24.7136, 46.6753), (26.4207, 50.0888)) - 390.0).abs() < 8.0);
    }
}
