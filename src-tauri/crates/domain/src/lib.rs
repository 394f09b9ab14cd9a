//! Words and rules of the plant. Pure: no I/O, no async, no clock; time is passed in.
//!
//! # Glossary (one word per thing, everywhere; the Arabic word is the one the UI uses)
//!
//! | term | Arabic | what it is |
//! |---|---|---|
//! | Tenant | جهة | who shares a central database with others and never sees them; owns everything below |
//! | Workstation | محطة عمل | a computer of a tenant with the product on it; enrolled, it opens shared secrets |
//! | Site | موقع | a plant or station with its own time zone |
//! | Asset | أصل | equipment in the ISA-95 hierarchy of a site, of an ISO 14224 family |
//! | Metric | مقياس | what is measured of an asset (`bearing_temperature`) with unit and limits |
//! | Integration | تكامل | a configured connection to a plant system |
//! | Tag | وسم | a name in a source (an OPC UA node, a PI point); external |
//! | SignalMapping | ربط إشارة | which tag feeds which metric, with unit, scale and offset |
//! | Signal | إشارة | the stream of readings that a mapping produces |
//! | Reading | قراءة | one value of a signal: source time, receipt time, value, status |
//! | Quality | جودة | good, uncertain or bad, from the source's 32-bit status |
//! | Gap | فجوة | a period in which readings of a signal are known to be missing |
//! | Score | تقييم | health and failure probability of an asset, explained by factors |
//! | CostModel | نموذج التكلفة | what standing still, repairing and breaking cost, and how risk is weighed |
//! | Recommendation | توصية | what an optimization proposes for an asset |
//! | AssetEvent | حدث أصل | a failure or maintenance of an asset, with downtime and cost |
//! | WorkOrder | أمر عمل | work to be done on an asset |
//! | Person | شخص | who signs in; has one of five roles |
//! | Engineer | مهندس | who does work: skills, home site, shifts |
//! | Resource | مورد | a skill, a tool or a spare part that work asks for |
//! | Depot | مستودع | where tools and spare parts of a site are kept |
//! | ParallelGroup | معدات متوازية | equipment that stands in for each other |
//! | Run | تشغيل | one run of an optimization; kept with a name it is a scenario |
//! | Proposal | مقترح | what a run proposes: who does an order when, which work in which period |

pub mod asset;
pub mod asset_event;
pub mod certificate;
pub mod checked;
pub mod cost_model;
pub mod criticality;
pub mod engineer;
pub mod error;
pub mod family;
pub mod ids;
pub mod integration;
pub mod mapping;
pub mod message;
pub mod metric;
pub mod page;
pub mod parallel_group;
pub mod person;
pub mod quality;
pub mod reading;
pub mod recommendation;
pub mod resource;
pub mod role;
pub mod run;
pub mod score;
pub mod secret;
pub mod site;
pub mod technical_object;
pub mod text;
pub mod unit;
pub mod work_needs;
pub mod work_order;

pub use asset::{Asset, AssetStatus};
pub use asset_event::{AssetEvent, AssetEventKind, FailureMode, Life, MaintenanceWork};
pub use certificate::{CertificateInfo, CertificateTrust};
pub use cost_model::{CostModel, CostModelError, Currency, FamilyCost, PriorityThresholds, RiskAppetite};
pub use criticality::Criticality;
pub use engineer::{Engineer, EngineerError, Shift, ShiftException, Weekday, WeeklyShift};
pub use error::{ErrorCode, Failure};
pub use family::Family;
pub use ids::*;
pub use integration::{ConnectionState, ConnectorKind, Gap, GapReason, Integration, IntegrationStatus};
pub use mapping::{Conversion, ConversionError, SignalMapping};
pub use message::Message;
pub use metric::{Limits, Metric};
pub use page::Page;
pub use parallel_group::ParallelGroup;
pub use person::{Person, Preferences};
pub use quality::{Quality, StatusCode};
pub use reading::{RawReading, RawValue, Reading};
pub use recommendation::{Recommendation, RecommendationStatus};
pub use resource::{PartCount, Resource, ResourceKind, SkillLevel};
pub use role::{Capability, Role};
pub use run::{OptimizationRun, Proposal, RunResult, RunStatus};
pub use score::{Factor, FactorKind, Score, ScoreMethod, ScoreOutcome};
pub use secret::Secret;
pub use site::Site;
pub use technical_object::{ObjectKind, ObjectRef};
pub use text::fold_for_search;
pub use unit::{Dimension, Unit, UnitError};
pub use work_needs::{Depot, StartWindow, Stock, WorkNeeds, WorkNeedsError, WorkSchedule};
pub use work_order::{WorkOrder, WorkOrderSource, WorkOrderStatus, WorkOrderType};

/// Instants are UTC with microseconds (SPEC section 3).
pub type Timestamp = chrono::DateTime<chrono::Utc>;
