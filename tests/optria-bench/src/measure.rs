//! What a process has used so far, and figures from many tries.

use crate::Outcome;
use std::{fs, path::Path, time::Duration};

/// Linux counts CPU time in hundredths of a second (`sysconf(_SC_CLK_TCK)`) on every machine it runs on today.
const TICKS_PER_SECOND: f64 = 100.0;

/// CPU seconds of this process with all its threads, user and system; 0 where there is no `/proc`.
pub fn cpu_seconds() -> f64 {
    fs::read_to_string("/proc/self/stat").ok().and_then(|stat| ticks(&stat)).unwrap_or(0.0) / TICKS_PER_SECOND
}

fn ticks(stat: &str) -> Option<f64> {
    // The name, in parentheses, may hold anything; after it `state` is field 3, `utime` 14, `stime` 15.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
}

/// The most memory that this process has held, in MiB; 0 where there is no `/proc`.
pub fn peak_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    round(kilobytes.unwrap_or(0.0) / 1024.0, 1)
}

/// From here on [`peak_mib`] tells of what comes; false where the system does not allow it.
pub fn forget_peak() -> bool {
    // proc(5): 5 resets the peak resident set size.
    fs::write("/proc/self/clear_refs", "5").is_ok()
}

/// Of a file that cannot be read its name is told.
pub fn read_file(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()).into())
}

pub fn write_file(path: &Path, text: &str) -> Outcome<()> {
    fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()).into())
}

pub fn milliseconds(d: Duration) -> f64 {
    d.as_secs_f64() * 1e3
}

/// The middle one; of an even number the upper of the two. NaN of nothing.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

pub fn round(value: f64, digits: i32) -> f64 {
    let unit = 10f64.powi(digits);
    (value * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_system_time_are_found_behind_any_name() {
        let stat = "7 (a ) b) S 1 7 7 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 9 0 100 1 2";
        assert_eq!(ticks(stat), Some(300.0));
        assert_eq!(ticks("7 (x) S 1"), None);
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert!(median(Vec::new()).is_nan());
    }
}
