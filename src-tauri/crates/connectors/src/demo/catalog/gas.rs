//! A gas plant on the Gulf coast: separation, amine treating, sales gas compression. Nearly flat load.

use super::{AssetRow, SiteRow, UnitRow, asset, unit};
use domain::Criticality::{Critical, High, Low, Medium};
use domain::Family::{Compressor, ElectricMotor, Fan, GasTurbine, HeatExchanger, Pump, Transformer, Valve, Vessel};

pub const SITE: SiteRow = SiteRow {
    code: "RGP",
    name_en: "Ras Al-Noor Gas Plant",
    name_ar: "معمل غاز رأس النور",
    latitude: 27.214,
    longitude: 49.287,
    air: (27.5, 4.5, 9.0),
    pressure_unit: "[psi]{gauge}",
    units: &UNITS,
    assets: &ASSETS,
};

const UNITS: [UnitRow; 3] = [
    unit("U-100", "Inlet and separation", "وحدة الاستقبال والفصل", High, (0.86, 0.015, 0.01, 0.04)),
    unit("U-200", "Amine gas treating", "وحدة معالجة الغاز بالأمين", High, (0.84, 0.015, 0.01, 0.04)),
    unit("U-300", "Sales gas compression", "وحدة ضغط غاز المبيعات", Critical, (0.85, 0.02, 0.03, 0.04)),
];

#[rustfmt::skip]
const ASSETS: [AssetRow; 26] = [
    asset("V-101", "U-100", Vessel, Critical, "Slug catcher", "مصيدة دفعات السوائل", 2009).rated(1.0, 4.0, 0.8),
    asset("V-102", "U-100", Vessel, Critical, "High-pressure production separator", "فاصل الإنتاج عالي الضغط", 2009).rated(1.0, 3.6, 0.9),
    asset("P-101A", "U-100", Pump, High, "Condensate transfer pump A", "مضخة نقل المكثفات أ", 2011),
    asset("MP-101A", "P-101A", ElectricMotor, High, "Motor of condensate pump A", "محرك مضخة نقل المكثفات أ", 2011),
    asset("P-101B", "U-100", Pump, Medium, "Condensate transfer pump B (standby)", "مضخة نقل المكثفات ب (احتياطية)", 2011).standby(),
    asset("MP-101B", "P-101B", ElectricMotor, Medium, "Motor of condensate pump B (standby)", "محرك مضخة نقل المكثفات ب (احتياطي)", 2011).standby(),
    asset("PV-105", "U-100", Valve, High, "Inlet pressure control valve", "صمام التحكم في ضغط المدخل", 2014),
    asset("XV-106", "U-100", Valve, Critical, "Inlet emergency shutdown valve", "صمام الإغلاق الطارئ عند المدخل", 2009),
    asset("V-203", "U-200", Vessel, High, "Amine contactor", "برج التلامس بالأمين", 2009).rated(1.0, 3.2, 0.85),
    asset("E-201", "U-200", HeatExchanger, High, "Lean/rich amine exchanger", "مبادل الأمين الفقير والغني", 2009),
    asset("E-202", "U-200", HeatExchanger, High, "Amine reboiler", "غلاية إعادة تسخين الأمين", 2009).rated(1.0, 1.0, 1.15),
    asset("P-201A", "U-200", Pump, Critical, "Lean amine pump A", "مضخة الأمين الفقير أ", 2010).rated(1.6, 2.5, 1.0),
    asset("MP-201A", "P-201A", ElectricMotor, Critical, "Motor of lean amine pump A", "محرك مضخة الأمين الفقير أ", 2010).rated(1.8, 1.0, 1.0),
    asset("P-201B", "U-200", Pump, High, "Lean amine pump B", "مضخة الأمين الفقير ب", 2010).rated(1.6, 2.5, 1.0),
    asset("MP-201B", "P-201B", ElectricMotor, High, "Motor of lean amine pump B", "محرك مضخة الأمين الفقير ب", 2010).rated(1.8, 1.0, 1.0),
    asset("FV-204", "U-200", Valve, Medium, "Lean amine flow control valve", "صمام التحكم في تدفق الأمين الفقير", 2015),
    asset("AC-205", "U-200", Fan, Medium, "Lean amine cooler fan", "مروحة مبرد الأمين الفقير", 2012),
    asset("V-302", "U-300", Vessel, High, "Compressor suction scrubber", "وعاء تنقية غاز السحب", 2009).rated(1.0, 2.4, 0.8),
    asset("K-301A", "U-300", Compressor, Critical, "Sales gas compressor A", "ضاغط غاز المبيعات أ", 2009),
    asset("GT-301A", "K-301A", GasTurbine, Critical, "Gas turbine driver of compressor A", "التوربين الغازي المحرك للضاغط أ", 2009).rated(0.35, 0.9, 1.0),
    asset("K-301B", "U-300", Compressor, Critical, "Sales gas compressor B", "ضاغط غاز المبيعات ب", 2013),
    asset("MK-301B", "K-301B", ElectricMotor, Critical, "Motor of compressor B", "محرك الضاغط ب", 2013).rated(6.0, 1.0, 1.0),
    asset("E-303", "U-300", HeatExchanger, High, "Sales gas aftercooler", "مبرد غاز المبيعات النهائي", 2009).rated(1.0, 1.0, 1.05),
    asset("ASV-304", "U-300", Valve, Critical, "Compressor anti-surge valve", "صمام الحماية من التموّر في الضاغط", 2013),
    asset("TR-305", "U-300", Transformer, High, "Compressor house transformer", "محول مبنى الضواغط", 2008).rated(0.6, 1.0, 1.0),
    asset("AF-306", "U-300", Fan, Low, "Aftercooler fan", "مروحة المبرد النهائي", 2012),
];
