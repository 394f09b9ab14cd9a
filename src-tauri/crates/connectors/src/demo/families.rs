//! What is measured of each equipment family, and how it answers to load and weather.
//!
//! A value in the metric's unit is
//! `idle + (full - idle) * load^exponent` with the load lagged by a first-order time constant,
//! `+ ambient * (air - 30 Cel)` lagged alike, `+ slow * wander + white * noise`, `+ what a fault adds`.
//! Nominal values are of the size a plant engineer expects; vibration limits follow the zones of ISO 20816-3 and -2.

use domain::Family;

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scales {
    No,
    BySize,
    ByPressure,
    ByTemperature,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricSpec {
    pub name: &'static str,
    /// Last part of the external tag.
    pub suffix: &'static str,
    /// UCUM code.
    pub unit: &'static str,
    pub idle: f64,
    pub full: f64,
    pub exponent: f64,
    pub lag_minutes: f64,
    pub ambient: f64,
    pub slow: f64,
    pub white: f64,
    /// LL, L, H, HH at rating 1.
    pub limits: [Option<f64>; 4],
    pub scales: Scales,
}

impl MetricSpec {
    const fn curve(mut self, exponent: f64) -> Self {
        self.exponent = exponent;
        self
    }
    const fn lag(mut self, minutes: f64, ambient: f64) -> Self {
        self.lag_minutes = minutes;
        self.ambient = ambient;
        self
    }
    const fn noise(mut self, slow: f64, white: f64) -> Self {
        self.slow = slow;
        self.white = white;
        self
    }
    const fn high(mut self, h: f64, hh: f64) -> Self {
        self.limits[2] = Some(h);
        self.limits[3] = Some(hh);
        self
    }
    const fn low(mut self, ll: f64, l: f64) -> Self {
        self.limits[0] = Some(ll);
        self.limits[1] = Some(l);
        self
    }
    const fn scaled(mut self, scales: Scales) -> Self {
        self.scales = scales;
        self
    }
}

const fn m(name: &'static str, suffix: &'static str, unit: &'static str, idle: f64, full: f64) -> MetricSpec {
    MetricSpec {
        name,
        suffix,
        unit,
        idle,
        full,
        exponent: 1.0,
        lag_minutes: 0.0,
        ambient: 0.0,
        slow: 0.0,
        white: 0.0,
        limits: [None; 4],
        scales: Scales::No,
    }
}

use Scales::{ByPressure, BySize, ByTemperature};

/// What a family's equipment has; none for families that the demo plant does not have.
#[rustfmt::skip]
pub const fn metrics(family: Family) -> &'static [MetricSpec] {
    match family {
        Family::Pump => const { &[
            m("vibration_de", "VIB_DE", "mm/s", 0.2, 2.3).noise(0.12, 0.07).high(4.5, 7.1),
            m("vibration_nde", "VIB_NDE", "mm/s", 0.2, 1.9).noise(0.10, 0.06).high(4.5, 7.1),
            m("bearing_temperature_de", "TBRG_DE", "Cel", 32.0, 64.0).curve(1.4).lag(35.0, 0.35).noise(0.6, 0.15).high(85.0, 95.0),
            m("bearing_temperature_nde", "TBRG_NDE", "Cel", 32.0, 60.0).curve(1.4).lag(35.0, 0.35).noise(0.6, 0.15).high(85.0, 95.0),
            m("discharge_pressure", "PDIS", "bar{gauge}", 0.5, 14.0).curve(0.3).noise(0.15, 0.06).low(9.0, 10.5).scaled(ByPressure),
            m("flow", "FLOW", "m3/h", 0.0, 180.0).noise(2.0, 0.9).low(60.0, 90.0).scaled(BySize),
            m("seal_pot_pressure", "PSEAL", "bar{gauge}", 3.6, 4.0).noise(0.05, 0.02).low(2.4, 3.0),
        ] },
        Family::ElectricMotor => const { &[
            m("current", "IMOT", "A", 0.5, 92.0).noise(0.9, 0.4).high(112.0, 124.0).scaled(BySize),
            m("winding_temperature", "TWDG", "Cel", 32.0, 98.0).curve(1.8).lag(45.0, 0.6).noise(0.8, 0.2).high(130.0, 145.0),
            m("bearing_temperature", "TBRG", "Cel", 32.0, 62.0).curve(1.3).lag(35.0, 0.4).noise(0.6, 0.15).high(85.0, 95.0),
            m("vibration", "VIB", "mm/s", 0.15, 1.6).noise(0.08, 0.05).high(3.5, 5.6),
            m("power", "PWR", "kW", 0.2, 420.0).curve(1.1).noise(4.0, 1.8).scaled(BySize),
        ] },
        Family::Compressor => const { &[
            m("vibration_de", "VIB_DE", "um", 3.0, 28.0).noise(1.2, 0.7).high(60.0, 85.0),
            m("vibration_nde", "VIB_NDE", "um", 3.0, 25.0).noise(1.1, 0.7).high(60.0, 85.0),
            m("bearing_temperature", "TBRG", "Cel", 35.0, 78.0).curve(1.2).lag(25.0, 0.25).noise(0.6, 0.2).high(105.0, 115.0),
            m("suction_pressure", "PSUC", "bar{gauge}", 24.0, 26.0).noise(0.2, 0.08).low(18.0, 21.0).scaled(ByPressure),
            m("discharge_pressure", "PDIS", "bar{gauge}", 26.0, 68.0).curve(0.5).noise(0.5, 0.2).high(78.0, 84.0).scaled(ByPressure),
            m("discharge_temperature", "TDIS", "Cel", 45.0, 118.0).lag(8.0, 0.5).noise(0.8, 0.25).high(145.0, 160.0).scaled(ByTemperature),
            m("flow", "FLOW", "t/h", 0.0, 210.0).noise(2.2, 1.1).scaled(BySize),
            m("surge_margin", "SURGE", "%", 40.0, 24.0).noise(0.8, 0.4).low(7.0, 11.0),
            m("speed", "SPEED", "{rev}/min", 3_000.0, 9_600.0).curve(0.4).noise(12.0, 6.0).high(10_300.0, 10_700.0),
        ] },
        Family::GasTurbine => const { &[
            m("speed", "SPEED", "{rev}/min", 3_000.0, 3_000.0).noise(1.2, 0.8).high(3_150.0, 3_300.0),
            m("exhaust_temperature", "TEXH", "Cel", 350.0, 575.0).curve(0.5).lag(4.0, 0.3).noise(1.6, 0.7).high(615.0, 640.0),
            m("exhaust_spread", "TSPREAD", "Cel", 8.0, 16.0).noise(1.3, 0.6).high(35.0, 50.0),
            m("vibration_1", "VIB_1", "um", 10.0, 46.0).noise(2.0, 1.0).high(90.0, 125.0),
            m("vibration_2", "VIB_2", "um", 10.0, 42.0).noise(2.0, 1.0).high(90.0, 125.0),
            m("bearing_temperature", "TBRG", "Cel", 45.0, 84.0).curve(1.1).lag(20.0, 0.2).noise(0.6, 0.2).high(105.0, 115.0),
            m("power", "PWR", "MW", 0.0, 128.0).lag(1.0, -0.55).noise(0.7, 0.35).scaled(BySize),
            m("compressor_discharge_pressure", "PCD", "bar{gauge}", 4.0, 13.2).curve(0.7).noise(0.08, 0.04).low(5.0, 6.5).scaled(ByPressure),
            m("inlet_filter_pressure_drop", "DPFLT", "mbar", 0.8, 6.2).curve(1.8).noise(0.15, 0.07).high(11.0, 14.0),
        ] },
        Family::SteamTurbine => const { &[
            m("speed", "SPEED", "{rev}/min", 3_000.0, 3_000.0).noise(1.2, 0.8).high(3_150.0, 3_300.0),
            m("vibration", "VIB", "um", 10.0, 44.0).noise(2.0, 1.0).high(90.0, 125.0),
            m("bearing_temperature", "TBRG", "Cel", 45.0, 76.0).curve(1.1).lag(20.0, 0.2).noise(0.6, 0.2).high(100.0, 110.0),
            m("steam_pressure", "PSTM", "bar{gauge}", 20.0, 96.0).curve(0.8).noise(0.6, 0.25).high(112.0, 120.0),
            m("steam_temperature", "TSTM", "Cel", 420.0, 540.0).curve(0.6).lag(10.0, 0.0).noise(1.8, 0.6).high(565.0, 580.0),
            m("power", "PWR", "MW", 0.0, 132.0).lag(5.0, 0.0).noise(0.8, 0.35),
        ] },
        Family::ElectricGenerator => const { &[
            m("power", "PWR", "MW", 0.0, 128.0).noise(0.7, 0.35).scaled(BySize),
            m("reactive_power", "QGEN", "MVAR", 5.0, 46.0).noise(2.2, 0.6).scaled(BySize),
            m("stator_temperature", "TSTAT", "Cel", 40.0, 92.0).curve(1.8).lag(40.0, 0.35).noise(0.7, 0.2).high(120.0, 130.0),
            m("bearing_temperature", "TBRG", "Cel", 42.0, 70.0).curve(1.1).lag(30.0, 0.25).noise(0.5, 0.15).high(90.0, 100.0),
            m("vibration", "VIB", "um", 8.0, 38.0).noise(1.8, 0.9).high(85.0, 120.0),
            m("terminal_voltage", "VTERM", "kV", 15.6, 15.9).noise(0.05, 0.02).low(14.2, 14.9).high(16.6, 17.3),
        ] },
        Family::HeatExchanger => const { &[
            m("hot_inlet_temperature", "THI", "Cel", 70.0, 121.0).curve(0.6).lag(10.0, 0.1).noise(0.9, 0.2).scaled(ByTemperature),
            m("hot_outlet_temperature", "THO", "Cel", 48.0, 74.0).curve(0.7).lag(14.0, 0.3).noise(0.7, 0.2).high(88.0, 95.0).scaled(ByTemperature),
            m("cold_inlet_temperature", "TCI", "Cel", 40.0, 52.0).lag(12.0, 0.4).noise(0.6, 0.2).scaled(ByTemperature),
            m("cold_outlet_temperature", "TCO", "Cel", 60.0, 98.0).curve(0.7).lag(14.0, 0.25).noise(0.7, 0.2).low(72.0, 80.0).scaled(ByTemperature),
            m("pressure_drop", "DP", "mbar", 20.0, 420.0).curve(1.8).noise(8.0, 3.0).high(650.0, 800.0),
        ] },
        Family::Valve => const { &[
            m("demand", "DEMAND", "%", 8.0, 64.0).noise(1.6, 0.3),
            m("position", "POS", "%", 8.0, 64.0).noise(1.6, 0.4),
            m("travel_deviation", "TRVDEV", "%", 0.4, 0.8).noise(0.12, 0.06).high(4.0, 7.0),
            m("actuator_pressure", "PACT", "bar{gauge}", 1.2, 3.4).noise(0.06, 0.03).high(4.6, 5.2),
        ] },
        Family::Transformer => const { &[
            m("load_current", "ILOAD", "A", 20.0, 640.0).noise(4.0, 2.0).high(760.0, 840.0).scaled(BySize),
            m("top_oil_temperature", "TOIL", "Cel", 34.0, 66.0).curve(1.6).lag(150.0, 0.8).noise(0.4, 0.1).high(90.0, 98.0),
            m("winding_temperature", "TWDG", "Cel", 36.0, 82.0).curve(1.7).lag(60.0, 0.8).noise(0.5, 0.15).high(110.0, 122.0),
            m("dissolved_hydrogen", "H2", "[ppm]", 38.0, 42.0).noise(1.6, 0.6).high(100.0, 200.0),
            m("oil_moisture", "MOIST", "[ppm]", 9.0, 11.0).lag(150.0, 0.08).noise(0.4, 0.15).high(25.0, 35.0),
            m("oil_level", "LOIL", "%", 66.0, 70.0).lag(150.0, 0.12).noise(0.3, 0.1).low(35.0, 45.0),
        ] },
        Family::Fan => const { &[
            m("vibration", "VIB", "mm/s", 0.3, 2.6).noise(0.16, 0.09).high(5.5, 8.5),
            m("bearing_temperature", "TBRG", "Cel", 33.0, 58.0).curve(1.3).lag(30.0, 0.45).noise(0.6, 0.15).high(82.0, 92.0),
            m("current", "IMOT", "A", 0.4, 44.0).noise(0.6, 0.25).high(54.0, 60.0).scaled(BySize),
            m("speed", "SPEED", "{rev}/min", 60.0, 298.0).curve(0.5).noise(0.8, 0.5).low(150.0, 190.0),
            m("air_outlet_temperature", "TAIR", "Cel", 36.0, 52.0).lag(6.0, 0.9).noise(0.6, 0.2).high(78.0, 86.0),
        ] },
        Family::Vessel => const { &[
            m("pressure", "PRES", "bar{gauge}", 17.0, 18.5).noise(0.15, 0.05).low(13.0, 14.5).high(21.5, 23.0).scaled(ByPressure),
            m("level", "LVL", "%", 48.0, 52.0).noise(2.6, 0.4).low(15.0, 25.0).high(75.0, 85.0),
            m("temperature", "TEMP", "Cel", 42.0, 55.0).lag(25.0, 0.3).noise(0.5, 0.15).high(75.0, 82.0).scaled(ByTemperature),
            m("pressure_drop", "DP", "mbar", 15.0, 140.0).curve(1.8).noise(3.0, 1.2).high(260.0, 340.0),
        ] },
        Family::Instrument | Family::Other => &[],
    }
}
