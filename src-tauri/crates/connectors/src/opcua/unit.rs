//! A server's engineering unit as a UCUM code. OPC UA names units by UNECE Recommendation 20 common codes, packed into
//! an integer (OPC UA Part 8, 5.6.4.3: "CEL" is 0x43454C); here those that a plant uses.

use domain::Unit;
use opcua::types::EUInformation;

const UNECE: &[(&str, &str)] = &[
    ("C62", "1"),
    ("P1", "%"),
    ("59", "[ppm]"),
    ("61", "[ppb]"),
    ("CEL", "Cel"),
    ("KEL", "K"),
    ("FAH", "[degF]"),
    ("A48", "[degR]"),
    ("PAL", "Pa"),
    ("A97", "hPa"),
    ("KPA", "kPa"),
    ("MPA", "MPa"),
    ("BAR", "bar"),
    ("MBR", "mbar"),
    ("PS", "[psi]"),
    ("ATM", "atm"),
    ("HN", "mm[Hg]"),
    ("HP", "mm[H2O]"),
    ("MTR", "m"),
    ("CMT", "cm"),
    ("MMT", "mm"),
    ("4H", "um"),
    ("KMT", "km"),
    ("INH", "[in_i]"),
    ("FOT", "[ft_i]"),
    ("MTS", "m/s"),
    ("C16", "mm/s"),
    ("KMH", "km/h"),
    ("MSK", "m/s2"),
    ("MTQ", "m3"),
    ("LTR", "l"),
    ("MLT", "ml"),
    ("GLL", "[gal_us]"),
    ("BLL", "[bbl_us]"),
    ("FTQ", "[cft_i]"),
    ("MQH", "m3/h"),
    ("MQS", "m3/s"),
    ("G52", "m3/d"),
    ("L2", "l/min"),
    ("G51", "l/s"),
    ("G2", "[gal_us]/min"),
    ("B1", "[bbl_us]/d"),
    ("GRM", "g"),
    ("KGM", "kg"),
    ("TNE", "t"),
    ("LBR", "[lb_av]"),
    ("KGS", "kg/s"),
    ("E93", "kg/h"),
    ("E18", "t/h"),
    ("KMQ", "kg/m3"),
    ("M1", "mg/l"),
    ("HTZ", "Hz"),
    ("KHZ", "kHz"),
    ("MHZ", "MHz"),
    ("RPM", "{rev}/min"),
    ("AMP", "A"),
    ("4K", "mA"),
    ("VLT", "V"),
    ("2Z", "mV"),
    ("KVT", "kV"),
    ("OHM", "Ohm"),
    ("B49", "kOhm"),
    ("WTT", "W"),
    ("KWT", "kW"),
    ("MAW", "MW"),
    ("D44", "VAR"),
    ("KVR", "kVAR"),
    ("WHR", "W.h"),
    ("KWH", "kW.h"),
    ("MWH", "MW.h"),
    ("JOU", "J"),
    ("KJO", "kJ"),
    ("NEW", "N"),
    ("B47", "kN"),
    ("NU", "N.m"),
    ("G42", "uS/cm"),
    ("H61", "mS/cm"),
    ("C7", "cP"),
    ("4C", "cSt"),
    ("DD", "deg"),
    ("C81", "rad"),
    ("C26", "ms"),
    ("SEC", "s"),
    ("MIN", "min"),
    ("HUR", "h"),
    ("DAY", "d"),
    ("LUX", "lx"),
];

/// Servers that keep a unit system of their own show it by name.
const NAMES: &[(&str, &str)] = &[
    ("°C", "Cel"),
    ("degC", "Cel"),
    ("deg C", "Cel"),
    ("°F", "[degF]"),
    ("degF", "[degF]"),
    ("°", "deg"),
    ("m³", "m3"),
    ("m³/h", "m3/h"),
    ("m³/s", "m3/s"),
    ("m/s²", "m/s2"),
    ("µm", "um"),
    ("μm", "um"),
    ("rpm", "{rev}/min"),
    ("RPM", "{rev}/min"),
    ("1/min", "{rev}/min"),
    ("psi", "[psi]"),
    ("ppm", "[ppm]"),
    ("kWh", "kW.h"),
    ("Nm", "N.m"),
    ("barg", "bar{gauge}"),
    ("bar(g)", "bar{gauge}"),
];

pub(crate) fn ucum(of: &EUInformation) -> Option<String> {
    let is_unece = of.namespace_uri.as_ref().contains("cefact");
    let by_code = || {
        let bytes = of.unit_id.to_be_bytes();
        let code = std::str::from_utf8(&bytes).ok()?.trim_start_matches('\0');
        UNECE.iter().find(|(unece, _)| *unece == code).map(|(_, ucum)| (*ucum).to_owned())
    };
    is_unece.then(by_code).flatten().or_else(|| by_name(of.display_name.text.as_ref()))
}

/// A unit as people write it.
pub(crate) fn by_name(name: &str) -> Option<String> {
    let name = name.trim();
    if let Some((_, ucum)) = NAMES.iter().find(|(shown, _)| *shown == name) {
        return Some((*ucum).to_owned());
    }
    // A lone C or F is a temperature on most servers and a charge or a capacity in UCUM.
    (!matches!(name, "" | "C" | "F") && Unit::parse(name).is_ok()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: i32, name: &str) -> Option<String> {
        ucum(&EUInformation {
            namespace_uri: "http://www.opcfoundation.org/UA/units/un/cefact".into(),
            unit_id: id,
            display_name: name.into(),
            description: "".into(),
        })
    }

    #[test]
    fn codes_and_names_that_plants_use_become_ucum() {
        assert_eq!(unit(4_408_652, "?").as_deref(), Some("Cel"));
        assert_eq!(unit(5_067_080, "?").as_deref(), Some("m3/h"));
        assert_eq!(unit(20_529, "?").as_deref(), Some("%"));
        assert_eq!(unit(-1, "°C").as_deref(), Some("Cel"));
        assert_eq!(unit(0, "kW").as_deref(), Some("kW"));
        assert_eq!(unit(0, "C"), None);
        assert_eq!(unit(0, "furlongs"), None);
    }

    #[test]
    fn every_unit_in_the_tables_is_one_that_the_mapping_knows() {
        for (_, ucum) in UNECE.iter().chain(NAMES) {
            assert!(Unit::parse(ucum).is_ok(), "{ucum}");
        }
    }
}
