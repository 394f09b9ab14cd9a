//! The demo plant's people and what they need: trades, tools and spare parts, engineers with their shifts (Sunday to
//! Thursday; Friday and Saturday are the weekend), the stores of the sites, equipment that stands in for each other, and
//! the work that is waiting. Repeatable: same seed, same ids.

use super::{DemoPlant, plant::id};
use chrono::{Duration, NaiveDate};
use domain::{
    AssetId, Criticality, Depot, Engineer, EngineerId, Family, ParallelGroup, ParallelGroupId, PartCount, PersonId,
    Resource, ResourceId, ResourceKind, ShiftException, SiteId, SkillLevel, StartWindow, Stock, Timestamp, Weekday,
    WeeklyShift, WorkNeeds, WorkOrder, WorkOrderId, WorkOrderSource, WorkOrderStatus, WorkOrderType,
};

/// What fills a demo workspace beside its equipment.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoWorkforce {
    pub resources: Vec<Resource>,
    pub engineers: Vec<Engineer>,
    pub depots: Vec<Depot>,
    pub groups: Vec<ParallelGroup>,
    /// With what they ask for, where somebody has said it.
    pub orders: Vec<(WorkOrder, Option<WorkNeeds>)>,
}

/// Code, names, families.
const SKILLS: [(&str, &str, &str, &[Family]); 6] = [
    ("MECH", "Static mechanical", "ميكانيكا المعدات الثابتة", &[Family::HeatExchanger, Family::Vessel, Family::Other]),
    (
        "ROT",
        "Rotating equipment",
        "المعدات الدوّارة",
        &[Family::Pump, Family::Compressor, Family::Fan, Family::SteamTurbine],
    ),
    ("GT", "Gas turbines", "التوربينات الغازية", &[Family::GasTurbine]),
    ("ELEC", "Electrical", "الكهرباء", &[Family::ElectricMotor, Family::ElectricGenerator, Family::Transformer]),
    ("INST", "Instrumentation and control", "الأجهزة والتحكم", &[Family::Instrument, Family::Valve]),
    ("WELD", "Certified welding", "لحام معتمد", &[]),
];
const TOOLS: [(&str, &str, &str); 4] = [
    ("LASER-ALIGN", "Laser alignment set", "جهاز ضبط المحاذاة بالليزر"),
    ("VIB-ANALYZER", "Vibration analyser", "محلل الاهتزازات"),
    ("HV-TEST", "High-voltage test set", "جهاز اختبار الجهد العالي"),
    ("BORESCOPE", "Borescope", "منظار داخلي"),
];
const PARTS: [(&str, &str, &str); 5] = [
    ("SEAL-75", "Mechanical seal 75 mm", "سدادة ميكانيكية 75 مم"),
    ("BRG-6316", "Bearing 6316 C3", "محمل 6316 C3"),
    ("FILT-LO", "Lube oil filter element", "عنصر مرشح زيت التزييت"),
    ("POS-VALVE", "Valve positioner", "محدد موضع الصمام"),
    ("GASKET-12", "Spiral-wound gasket 12 in", "حشية حلزونية 12 بوصة"),
];
/// Number, names, home, skills with level, tools, parts in the van.
type EngineerLine = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, u8)],
    &'static [&'static str],
    &'static [(&'static str, u32)],
);
const ENGINEERS: [EngineerLine; 14] = [
    (
        "E-101",
        "Abdullah Al-Ghamdi",
        "عبدالله الغامدي",
        "RGP",
        &[("ROT", 5), ("MECH", 3)],
        &["LASER-ALIGN"],
        &[("SEAL-75", 1)],
    ),
    ("E-102", "Huda Al-Zahrani", "هدى الزهراني", "RGP", &[("INST", 4), ("ELEC", 2)], &[], &[("POS-VALVE", 1)]),
    ("E-103", "Saad Al-Mutairi", "سعد المطيري", "RGP", &[("ELEC", 4)], &["HV-TEST"], &[]),
    ("E-104", "Khalid Al-Shammari", "خالد الشمري", "RGP", &[("GT", 4), ("ROT", 3)], &["BORESCOPE"], &[]),
    ("E-105", "Rayan Al-Dossary", "ريان الدوسري", "RGP", &[("MECH", 4), ("WELD", 4)], &[], &[("GASKET-12", 2)]),
    ("E-106", "Maha Al-Subaie", "مها السبيعي", "RGP", &[("ROT", 2), ("INST", 2)], &["VIB-ANALYZER"], &[]),
    ("E-201", "Fahad Al-Otaibi", "فهد العتيبي", "WRP", &[("GT", 5), ("ROT", 4)], &["BORESCOPE", "VIB-ANALYZER"], &[]),
    ("E-202", "Nasser Al-Qahtani", "ناصر القحطاني", "WRP", &[("ELEC", 5)], &["HV-TEST"], &[("BRG-6316", 1)]),
    ("E-203", "Reem Al-Harbi", "ريم الحربي", "WRP", &[("INST", 3)], &[], &[("POS-VALVE", 1)]),
    ("E-204", "Turki Al-Anazi", "تركي العنزي", "WRP", &[("ROT", 4), ("MECH", 3)], &["LASER-ALIGN"], &[("FILT-LO", 2)]),
    ("E-301", "Yousef Al-Juhani", "يوسف الجهني", "SLD", &[("ROT", 4)], &["LASER-ALIGN"], &[("SEAL-75", 2)]),
    ("E-302", "Amal Al-Sulami", "أمل السلمي", "SLD", &[("INST", 4), ("ELEC", 2)], &[], &[]),
    ("E-303", "Majed Al-Balawi", "ماجد البلوي", "SLD", &[("ELEC", 4)], &["HV-TEST"], &[("BRG-6316", 1)]),
    ("E-304", "Ibrahim Al-Maliki", "إبراهيم المالكي", "SLD", &[("MECH", 4), ("ROT", 2), ("WELD", 3)], &[], &[]),
];
/// Who signs in as the demo's engineer.
const WITH_ACCOUNT: &str = "E-102";
/// Who works the early and who the late shift; the others have the day.
const EARLY: [&str; 3] = ["E-104", "E-201", "E-301"];
const LATE: [&str; 2] = ["E-106", "E-204"];
const WORK_DAYS: [Weekday; 5] =
    [Weekday::Sunday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday];
/// Site, names, members, spares.
const GROUPS: [(&str, &str, &str, &[&str], u32); 6] = [
    ("RGP", "Condensate transfer pumps", "مضخات نقل المكثفات", &["P-101A", "P-101B"], 1),
    ("RGP", "Lean amine pumps", "مضخات الأمين الفقير", &["P-201A", "P-201B"], 1),
    ("SLD", "Seawater intake pumps", "مضخات مأخذ مياه البحر", &["P-11A", "P-11B", "P-11C"], 1),
    ("SLD", "Product water pumps", "مضخات المياه المنتجة", &["P-51A", "P-51B"], 1),
    ("WRP", "Boiler feed pumps", "مضخات تغذية المرجل", &["P-16A", "P-16B"], 1),
    ("WRP", "Instrument air compressors", "ضواغط هواء الأجهزة", &["K-23A", "K-23B"], 1),
];

/// One piece of work that waits.
struct OrderLine {
    site: &'static str,
    tag: &'static str,
    en: &'static str,
    ar: &'static str,
    kind: WorkOrderType,
    priority: Criticality,
    hours: f64,
    /// Days from now; below 0 it is overdue.
    due: i64,
    skills: &'static [(&'static str, u8)],
    tools: &'static [&'static str],
    parts: &'static [(&'static str, u32)],
    window: Option<StartWindow>,
    /// The order before it in this list must be over first.
    follows: bool,
}

const fn order(site: &'static str, tag: &'static str, en: &'static str, ar: &'static str) -> OrderLine {
    OrderLine {
        site,
        tag,
        en,
        ar,
        kind: WorkOrderType::Preventive,
        priority: Criticality::Medium,
        hours: 3.0,
        due: 7,
        skills: &[],
        tools: &[],
        parts: &[],
        window: None,
        follows: false,
    }
}

impl OrderLine {
    const fn of(self, kind: WorkOrderType, priority: Criticality, hours: f64, due: i64) -> Self {
        Self { kind, priority, hours, due, ..self }
    }

    const fn by(self, skills: &'static [(&'static str, u8)]) -> Self {
        Self { skills, ..self }
    }

    const fn with(self, tools: &'static [&'static str], parts: &'static [(&'static str, u32)]) -> Self {
        Self { tools, parts, ..self }
    }

    const fn in_the_morning(self) -> Self {
        Self { window: Some(StartWindow { earliest: 7 * 60, latest: 10 * 60 }), ..self }
    }

    const fn after_the_one_before(self) -> Self {
        Self { follows: true, ..self }
    }
}

use Criticality::{Critical, High, Low, Medium};
use WorkOrderType::{Corrective, Inspection, Preventive};

const ORDERS: [OrderLine; 18] = [
    order("RGP", "P-201B", "Replace the mechanical seal", "استبدال السدادة الميكانيكية")
        .of(Corrective, High, 6.0, 2)
        .by(&[("ROT", 3)])
        .with(&["LASER-ALIGN"], &[("SEAL-75", 1)]),
    order("RGP", "MP-201B", "Align the coupling after the seal change", "ضبط محاذاة القارنة بعد تغيير السدادة")
        .of(Preventive, High, 2.0, 3)
        .by(&[("ROT", 3)])
        .with(&["LASER-ALIGN"], &[])
        .after_the_one_before(),
    order("RGP", "PV-105", "Calibrate the positioner", "معايرة محدد الموضع")
        .of(Preventive, Medium, 2.0, 6)
        .by(&[("INST", 2)])
        .with(&[], &[("POS-VALVE", 1)]),
    order("RGP", "XV-106", "Partial-stroke test", "اختبار الشوط الجزئي")
        .of(Inspection, Critical, 1.5, 1)
        .by(&[("INST", 3)])
        .in_the_morning(),
    order("RGP", "TR-305", "Oil sample and bushing check", "عينة زيت وفحص العوازل")
        .of(Inspection, Medium, 3.0, 9)
        .by(&[("ELEC", 3)])
        .with(&["HV-TEST"], &[]),
    order("RGP", "E-303", "Replace the channel gasket", "استبدال حشية الغطاء")
        .of(Corrective, High, 5.0, -1)
        .by(&[("MECH", 3)])
        .with(&[], &[("GASKET-12", 2)]),
    order("RGP", "V-102", "Weld repair of the drain nozzle", "لحام إصلاح فوهة التصريف")
        .of(Corrective, Critical, 7.0, 4)
        .by(&[("WELD", 4)]),
    order("RGP", "AF-306", "Belt tension", "شد السيور").of(Preventive, Low, 1.5, 14),
    order("WRP", "TR-32", "Insulation resistance test", "اختبار مقاومة العزل")
        .of(Inspection, Critical, 4.0, 5)
        .by(&[("ELEC", 4)])
        .with(&["HV-TEST"], &[]),
    order("WRP", "F-21B", "Replace the drive-end bearing", "استبدال محمل جهة الإدارة")
        .of(Corrective, High, 6.0, 2)
        .by(&[("ROT", 3)])
        .with(&["VIB-ANALYZER"], &[("BRG-6316", 1)]),
    order("WRP", "MF-21B", "Grease and vibration check", "تشحيم وفحص الاهتزاز").of(Preventive, Medium, 1.0, 5),
    order("WRP", "FV-17", "Stroke and leak test", "اختبار الشوط والتسرب")
        .of(Inspection, Critical, 2.5, 3)
        .by(&[("INST", 3)])
        .in_the_morning(),
    order("WRP", "E-15", "Change the lube oil filters", "تغيير مرشحات زيت التزييت")
        .of(Preventive, Medium, 2.0, 8)
        .with(&[], &[("FILT-LO", 2)]),
    order("WRP", "K-23B", "Valve plates and rings", "صفائح الصمامات والحلقات").of(Preventive, Low, 5.0, 12),
    order("SLD", "HV-12", "Repack the gland", "إعادة حشو الحشوة").of(Corrective, Medium, 2.0, 4),
    order("SLD", "P-22", "Replace the seal of the backwash pump", "استبدال سدادة مضخة الغسيل")
        .of(Corrective, Medium, 5.0, 6)
        .by(&[("ROT", 3)])
        .with(&["LASER-ALIGN"], &[("SEAL-75", 1)]),
    order("SLD", "TR-34", "Cooling fan contactor", "ملامس مروحة التبريد")
        .of(Corrective, High, 3.0, 0)
        .by(&[("ELEC", 3)]),
    order("SLD", "LV-54", "Loop check of the level control", "فحص حلقة التحكم بالمستوى")
        .of(Inspection, Low, 2.0, 10)
        .by(&[("INST", 2)]),
];

/// `account`: who signs in as the demo's engineer; `by`: who has entered it all.
pub fn workforce(plant: &DemoPlant, seed: u64, now: Timestamp, account: PersonId, by: PersonId) -> DemoWorkforce {
    let site = |code: &str| -> SiteId { id(seed, "site", code) };
    let resource = |code: &str| -> ResourceId { id(seed, "resource", code) };
    let asset = |site_code: &str, tag: &str| {
        plant.assets.iter().find(|a| a.site_id == site(site_code) && a.tag_code == tag).map(|a| a.id)
    };
    let today = now.date_naive();
    let leave = |code: &str| match code {
        // One is on leave in the second week from now.
        "E-105" => vec![ShiftException {
            from: today + Duration::days(8),
            until: today + Duration::days(14),
            shift: None,
            note: "Annual leave / إجازة سنوية".into(),
        }],
        _ => Vec::new(),
    };
    let engineers = ENGINEERS.iter().map(|(code, name_en, name_ar, home, skills, tools, parts)| {
        let (start, end) = match *code {
            code if EARLY.contains(&code) => (6 * 60, 14 * 60),
            code if LATE.contains(&code) => (10 * 60, 18 * 60),
            _ => (7 * 60, 15 * 60 + 30),
        };
        Engineer {
            id: id::<EngineerId>(seed, "engineer", code),
            code: (*code).into(),
            name_en: (*name_en).into(),
            name_ar: (*name_ar).into(),
            person_id: (*code == WITH_ACCOUNT).then_some(account),
            home_site_id: site(home),
            skills: skills.iter().map(|(s, level)| SkillLevel { skill_id: resource(s), level: *level }).collect(),
            tools: tools.iter().map(|t| resource(t)).collect(),
            parts: parts.iter().map(|(p, count)| PartCount { part_id: resource(p), count: *count }).collect(),
            weekly: WORK_DAYS.map(|weekday| WeeklyShift { weekday, start, end }).into(),
            exceptions: leave(code),
            max_hours_per_day: 10.0,
            is_active: true,
            version: 1,
        }
    });
    let depots = [("RGP", 20), ("WRP", 15), ("SLD", 15)].map(|(code, loading_minutes)| Depot {
        site_id: site(code),
        loading_minutes,
        tools: vec![resource("VIB-ANALYZER"), resource("HV-TEST")],
        stock: stock(code, today, &resource),
        version: 1,
    });
    let groups = GROUPS.iter().map(|(code, name_en, name_ar, members, spare)| ParallelGroup {
        id: id::<ParallelGroupId>(seed, "parallel group", name_en),
        site_id: site(code),
        name_en: (*name_en).into(),
        name_ar: (*name_ar).into(),
        asset_ids: members.iter().filter_map(|tag| asset(code, tag)).collect(),
        spare: *spare,
        most_in_work: Some(1),
        version: 1,
    });
    let mut orders: Vec<(WorkOrder, Option<WorkNeeds>)> = Vec::new();
    for line in &ORDERS {
        let Some(asset_id) = asset(line.site, line.tag) else { continue };
        let order_id: WorkOrderId = id(seed, "work order", line.en);
        let before = orders.last().map(|(o, _)| o.id).filter(|_| line.follows);
        let is_said = !(line.skills.is_empty() && line.tools.is_empty() && line.parts.is_empty());
        let needs = WorkNeeds {
            skills: line.skills.iter().map(|(s, l)| SkillLevel { skill_id: resource(s), level: *l }).collect(),
            tools: line.tools.iter().map(|t| resource(t)).collect(),
            parts: line.parts.iter().map(|(p, count)| PartCount { part_id: resource(p), count: *count }).collect(),
            not_before: None,
            window: line.window,
            after: before.into_iter().collect(),
            same_engineer_as: None,
        };
        orders.push((waiting(line, order_id, asset_id, now, by), is_said.then_some(needs)));
    }
    DemoWorkforce {
        resources: resources(&resource),
        engineers: engineers.collect(),
        depots: depots.into(),
        groups: groups.collect(),
        orders,
    }
}

fn resources(resource: &dyn Fn(&str) -> ResourceId) -> Vec<Resource> {
    let of = |kind, code: &str, en: &str, ar: &str, families: &[Family]| Resource {
        id: resource(code),
        kind,
        code: code.into(),
        name_en: en.into(),
        name_ar: ar.into(),
        families: families.to_vec(),
        version: 1,
    };
    let skills = SKILLS.iter().map(|(code, en, ar, families)| of(ResourceKind::Skill, code, en, ar, families));
    let tools = TOOLS.iter().map(|(code, en, ar)| of(ResourceKind::Tool, code, en, ar, &[]));
    let parts = PARTS.iter().map(|(code, en, ar)| of(ResourceKind::Part, code, en, ar, &[]));
    skills.chain(tools).chain(parts).collect()
}

/// One seal is on order at the desalination plant and comes in three days.
fn stock(site: &str, today: NaiveDate, resource: &dyn Fn(&str) -> ResourceId) -> Vec<Stock> {
    let of = |code: &str, count, from| Stock { part_id: resource(code), count, from };
    match site {
        "RGP" => vec![of("SEAL-75", 2, None), of("GASKET-12", 4, None), of("POS-VALVE", 2, None)],
        "WRP" => vec![of("BRG-6316", 2, None), of("FILT-LO", 6, None)],
        _ => vec![of("SEAL-75", 1, Some(today + Duration::days(3))), of("BRG-6316", 1, None)],
    }
}

fn waiting(line: &OrderLine, id: WorkOrderId, asset_id: AssetId, now: Timestamp, by: PersonId) -> WorkOrder {
    WorkOrder {
        id,
        number: String::new(),
        asset_id,
        title_en: line.en.into(),
        title_ar: line.ar.into(),
        description: String::new(),
        kind: line.kind,
        priority: line.priority,
        status: WorkOrderStatus::Open,
        source: WorkOrderSource::Manual,
        assignee_id: None,
        estimated_hours: Some(line.hours),
        due_on: Some(now.date_naive() + Duration::days(line.due)),
        created_by: by,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;

    #[test]
    fn the_demo_workforce_is_whole_and_comes_out_the_same_every_time() {
        let (plant, now) = (demo::plant(42), Timestamp::from_timestamp(1_790_000_000, 0).unwrap());
        let (account, by) = (PersonId::new(), PersonId::new());
        let made = workforce(&plant, 42, now, account, by);
        assert_eq!(made, workforce(&plant, 42, now, account, by));
        assert_eq!((made.engineers.len(), made.orders.len(), made.groups.len()), (14, ORDERS.len(), GROUPS.len()));
        let known = |id: &ResourceId| made.resources.iter().any(|r| r.id == *id);
        for e in &made.engineers {
            e.check().unwrap();
            assert!(e.skills.iter().all(|s| known(&s.skill_id)) && e.tools.iter().all(known), "{}", e.code);
            let friday = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();
            assert!(e.shift_on(friday).is_none() && e.weekly_hours() >= 40.0, "{}", e.code);
        }
        for group in &made.groups {
            group.check().unwrap();
        }
        for (order, needs) in &made.orders {
            let Some(needs) = needs else { continue };
            needs.check(order.id).unwrap();
            let able = |e: &&Engineer| {
                needs.skills.iter().all(|n| e.skills.iter().any(|s| s.skill_id == n.skill_id && s.level >= n.level))
            };
            assert!(made.engineers.iter().any(|e| able(&e)), "{}", order.title_en);
        }
        assert_eq!(made.engineers.iter().filter(|e| e.person_id == Some(account)).count(), 1);
    }
}
