//! A reverse-osmosis desalination plant on the Red Sea: intake, pretreatment, two trains, product water.

use super::{AssetRow, SiteRow, UnitRow, asset, unit};
use domain::Criticality::{Critical, High, Low, Medium};
use domain::Family::{ElectricMotor, Pump, Transformer, Valve, Vessel};

pub const SITE: SiteRow = SiteRow {
    code: "SLD",
    name_en: "Sharm Al-Lulu Desalination Plant",
    name_ar: "محطة شرم اللؤلؤ لتحلية المياه",
    latitude: 22.318,
    longitude: 38.992,
    air: (28.5, 3.5, 5.0),
    pressure_unit: "bar{gauge}",
    units: &UNITS,
    assets: &ASSETS,
};

const UNITS: [UnitRow; 5] = [
    unit("U-10", "Seawater intake", "وحدة مأخذ مياه البحر", Critical, (0.84, 0.02, 0.01, 0.03)),
    unit("U-20", "Pretreatment", "وحدة المعالجة الأولية", High, (0.82, 0.02, 0.01, 0.03)),
    unit("U-30", "Reverse-osmosis train 1", "خط التناضح العكسي 1", High, (0.87, 0.015, 0.01, 0.03)),
    unit("U-40", "Reverse-osmosis train 2", "خط التناضح العكسي 2", High, (0.83, 0.015, 0.01, 0.03)),
    unit("U-50", "Product water transfer", "وحدة نقل المياه المنتجة", Critical, (0.78, 0.08, 0.03, 0.03)),
];

#[rustfmt::skip]
const ASSETS: [AssetRow; 25] = [
    asset("P-11A", "U-10", Pump, Critical, "Seawater intake pump A", "مضخة مأخذ مياه البحر أ", 2016).rated(28.0, 0.35, 0.95),
    asset("MP-11A", "P-11A", ElectricMotor, Critical, "Motor of intake pump A", "محرك مضخة المأخذ أ", 2016).rated(3.2, 1.0, 1.0),
    asset("P-11B", "U-10", Pump, Critical, "Seawater intake pump B", "مضخة مأخذ مياه البحر ب", 2016).rated(28.0, 0.35, 0.95),
    asset("MP-11B", "P-11B", ElectricMotor, High, "Motor of intake pump B", "محرك مضخة المأخذ ب", 2016).rated(3.2, 1.0, 1.0),
    asset("P-11C", "U-10", Pump, High, "Seawater intake pump C", "مضخة مأخذ مياه البحر ج", 2019).rated(28.0, 0.35, 0.95),
    asset("MP-11C", "P-11C", ElectricMotor, High, "Motor of intake pump C", "محرك مضخة المأخذ ج", 2019).rated(3.2, 1.0, 1.0),
    asset("HV-12", "U-10", Valve, Medium, "Intake header isolation valve", "صمام عزل مجمّع المأخذ", 2016),
    asset("V-21A", "U-20", Vessel, Medium, "Dual-media filter A", "مرشح ثنائي الوسط أ", 2016).rated(1.0, 0.25, 0.6),
    asset("V-21B", "U-20", Vessel, Medium, "Dual-media filter B", "مرشح ثنائي الوسط ب", 2016).rated(1.0, 0.25, 0.6),
    asset("P-22", "U-20", Pump, Low, "Filter backwash pump", "مضخة الغسيل العكسي للمرشحات", 2016).rated(6.0, 0.3, 0.9),
    asset("P-31", "U-30", Pump, Critical, "High-pressure pump, train 1", "مضخة الضغط العالي، الخط 1", 2016).rated(8.0, 4.6, 1.05),
    asset("MP-31", "P-31", ElectricMotor, Critical, "Motor of high-pressure pump, train 1", "محرك مضخة الضغط العالي، الخط 1", 2016).rated(5.5, 1.0, 1.0),
    asset("P-32", "U-30", Pump, High, "Energy recovery booster pump, train 1", "مضخة تعزيز استرداد الطاقة، الخط 1", 2016).rated(9.0, 4.4, 1.0),
    asset("FV-33", "U-30", Valve, Medium, "Brine reject control valve, train 1", "صمام التحكم في الرجيع الملحي، الخط 1", 2016),
    asset("TR-34", "U-30", Transformer, High, "Train transformer", "محول خطوط التناضح", 2015).rated(0.5, 1.0, 1.0),
    asset("P-41", "U-40", Pump, Critical, "High-pressure pump, train 2", "مضخة الضغط العالي، الخط 2", 2018).rated(8.0, 4.6, 1.05),
    asset("MP-41", "P-41", ElectricMotor, Critical, "Motor of high-pressure pump, train 2", "محرك مضخة الضغط العالي، الخط 2", 2018).rated(5.5, 1.0, 1.0),
    asset("P-42", "U-40", Pump, High, "Energy recovery booster pump, train 2", "مضخة تعزيز استرداد الطاقة، الخط 2", 2018).rated(9.0, 4.4, 1.0),
    asset("FV-43", "U-40", Valve, Medium, "Brine reject control valve, train 2", "صمام التحكم في الرجيع الملحي، الخط 2", 2018),
    asset("P-51A", "U-50", Pump, Critical, "Product water transfer pump A", "مضخة نقل المياه المنتجة أ", 2016).rated(18.0, 1.4, 1.0),
    asset("MP-51A", "P-51A", ElectricMotor, Critical, "Motor of product pump A", "محرك مضخة المياه المنتجة أ", 2016).rated(4.0, 1.0, 1.0),
    asset("P-51B", "U-50", Pump, High, "Product water transfer pump B", "مضخة نقل المياه المنتجة ب", 2016).rated(18.0, 1.4, 1.0),
    asset("MP-51B", "P-51B", ElectricMotor, High, "Motor of product pump B", "محرك مضخة المياه المنتجة ب", 2016).rated(4.0, 1.0, 1.0),
    asset("LV-54", "U-50", Valve, Low, "Product tank level control valve", "صمام التحكم في منسوب خزان المياه المنتجة", 2016),
    asset("TR-53", "U-50", Transformer, Critical, "Main incoming transformer", "محول الدخول الرئيسي", 2015),
];
