//! Equipment classes after ISO 14224, Table A.4: what kind of thing an asset is decides what is normal for it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    Pump,
    Compressor,
    GasTurbine,
    SteamTurbine,
    ElectricMotor,
    ElectricGenerator,
    HeatExchanger,
    Valve,
    Transformer,
    Fan,
    Vessel,
    Instrument,
    Other,
}

impl Family {
    pub const ALL: [Self; 13] = [
        Self::Pump,
        Self::Compressor,
        Self::GasTurbine,
        Self::SteamTurbine,
        Self::ElectricMotor,
        Self::ElectricGenerator,
        Self::HeatExchanger,
        Self::Valve,
        Self::Transformer,
        Self::Fan,
        Self::Vessel,
        Self::Instrument,
        Self::Other,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pump => "pump",
            Self::Compressor => "compressor",
            Self::GasTurbine => "gas_turbine",
            Self::SteamTurbine => "steam_turbine",
            Self::ElectricMotor => "electric_motor",
            Self::ElectricGenerator => "electric_generator",
            Self::HeatExchanger => "heat_exchanger",
            Self::Valve => "valve",
            Self::Transformer => "transformer",
            Self::Fan => "fan",
            Self::Vessel => "vessel",
            Self::Instrument => "instrument",
            Self::Other => "other",
        }
    }
}

impl std::str::FromStr for Family {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|f| f.as_str() == s).ok_or_else(|| format!("no such family: {s}"))
    }
}
