//! A combined-cycle power station near Riyadh: one 2-on-1 block, utilities, transformers. Load follows air conditioning.

use super::{AssetRow, SiteRow, UnitRow, asset, unit};
use domain::Criticality::{Critical, High, Low, Medium};
use domain::Family::{
    Compressor, ElectricGenerator, ElectricMotor, Fan, GasTurbine, HeatExchanger, Pump, SteamTurbine, Transformer,
    Valve,
};

pub const SITE: SiteRow = SiteRow {
    code: "WRP",
    name_en: "Wadi Al-Rimal Power Station",
    name_ar: "محطة وادي الرمال لتوليد الكهرباء",
    latitude: 24.353,
    longitude: 47.106,
    air: (27.0, 6.5, 10.5),
    pressure_unit: "bar{gauge}",
    units: &UNITS,
    assets: &ASSETS,
};

const UNITS: [UnitRow; 3] = [
    unit("U-1", "Combined-cycle block 1", "مجموعة الدورة المركبة 1", Critical, (0.76, 0.13, 0.05, 0.03)),
    unit("U-2", "Cooling and utilities", "وحدة التبريد والمرافق", High, (0.77, 0.09, 0.03, 0.03)),
    unit("U-3", "Transformers and switchyard", "ساحة المحولات والمفاتيح", Critical, (0.75, 0.13, 0.05, 0.03)),
];

#[rustfmt::skip]
const ASSETS: [AssetRow; 24] = [
    asset("GT-11", "U-1", GasTurbine, Critical, "Gas turbine 11", "التوربين الغازي 11", 2012),
    asset("GN-11", "GT-11", ElectricGenerator, Critical, "Generator of gas turbine 11", "مولد التوربين الغازي 11", 2012),
    asset("GT-12", "U-1", GasTurbine, Critical, "Gas turbine 12", "التوربين الغازي 12", 2012),
    asset("GN-12", "GT-12", ElectricGenerator, Critical, "Generator of gas turbine 12", "مولد التوربين الغازي 12", 2012),
    asset("HR-13", "U-1", HeatExchanger, High, "Heat-recovery steam generator", "مرجل استرداد الحرارة", 2012).rated(1.0, 1.0, 2.6),
    asset("ST-14", "U-1", SteamTurbine, Critical, "Steam turbine 14", "التوربين البخاري 14", 2012),
    asset("GN-14", "ST-14", ElectricGenerator, Critical, "Generator of steam turbine 14", "مولد التوربين البخاري 14", 2012).rated(0.9, 1.0, 1.0),
    asset("E-15", "U-1", HeatExchanger, High, "Lube oil cooler of steam turbine", "مبرد زيت تزييت التوربين البخاري", 2012).rated(1.0, 1.0, 0.62),
    asset("P-16A", "U-1", Pump, Critical, "Boiler feed pump A", "مضخة تغذية المرجل أ", 2012).rated(3.5, 9.0, 1.05),
    asset("MP-16A", "P-16A", ElectricMotor, Critical, "Motor of boiler feed pump A", "محرك مضخة تغذية المرجل أ", 2012).rated(5.0, 1.0, 1.0),
    asset("P-16B", "U-1", Pump, High, "Boiler feed pump B", "مضخة تغذية المرجل ب", 2012).rated(3.5, 9.0, 1.05),
    asset("MP-16B", "P-16B", ElectricMotor, High, "Motor of boiler feed pump B", "محرك مضخة تغذية المرجل ب", 2012).rated(5.0, 1.0, 1.0),
    asset("FV-17", "U-1", Valve, Critical, "Fuel gas control valve", "صمام التحكم في غاز الوقود", 2017),
    asset("F-21A", "U-2", Fan, High, "Air-cooled condenser fan A", "مروحة المكثف الهوائي أ", 2012).rated(1.8, 1.0, 1.0),
    asset("MF-21A", "F-21A", ElectricMotor, Medium, "Motor of condenser fan A", "محرك مروحة المكثف أ", 2012).rated(0.8, 1.0, 1.0),
    asset("F-21B", "U-2", Fan, High, "Air-cooled condenser fan B", "مروحة المكثف الهوائي ب", 2012).rated(1.8, 1.0, 1.0),
    asset("MF-21B", "F-21B", ElectricMotor, Medium, "Motor of condenser fan B", "محرك مروحة المكثف ب", 2012).rated(0.8, 1.0, 1.0),
    asset("P-22A", "U-2", Pump, Medium, "Closed cooling water pump A", "مضخة مياه التبريد المغلقة أ", 2012).rated(5.0, 0.5, 0.95),
    asset("P-22B", "U-2", Pump, Medium, "Closed cooling water pump B", "مضخة مياه التبريد المغلقة ب", 2012).rated(5.0, 0.5, 0.95),
    asset("K-23A", "U-2", Compressor, Medium, "Instrument air compressor A", "ضاغط هواء الأجهزة أ", 2014).rated(0.02, 0.12, 0.9),
    asset("K-23B", "U-2", Compressor, Low, "Instrument air compressor B", "ضاغط هواء الأجهزة ب", 2014).rated(0.02, 0.12, 0.9),
    asset("TR-31", "U-3", Transformer, Critical, "Generator step-up transformer 1", "محول رفع الجهد 1", 2011).rated(2.2, 1.0, 1.0),
    asset("TR-32", "U-3", Transformer, Critical, "Generator step-up transformer 2", "محول رفع الجهد 2", 2011).rated(2.2, 1.0, 1.0),
    asset("TR-33", "U-3", Transformer, Medium, "Auxiliary services transformer", "محول الخدمات المساعدة", 2011).rated(0.4, 1.0, 1.0),
];
