//! The contract server for SAP Plant Maintenance (`tests/counterparts/sap_odata_server.py`): the published shapes of OData V2
//! and V4, with a memory and every fault that has a name.

pub use crate::contract::{CLIENT, USER};
use crate::{contract::ContractServer, postgres::Certificates};
use std::ops::{Deref, DerefMut};

#[derive(Clone)]
pub struct Options {
    /// HTTPS with these; otherwise plain HTTP.
    pub certificates: Option<Certificates>,
    pub is_v4: bool,
    pub equipment: usize,
    pub notifications: usize,
    /// Of SAP's own, open or begun.
    pub orders: usize,
    /// Rows of a page that the server makes by itself; 0: all at once.
    pub server_page: usize,
    /// Seconds that a token lives.
    pub token_life: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            certificates: None,
            is_v4: false,
            equipment: 5,
            notifications: 3,
            orders: 0,
            server_page: 0,
            token_life: 3_600.0,
        }
    }
}

pub struct Server(ContractServer);

impl Server {
    pub fn start(options: Options) -> Self {
        let arguments = [
            ("version", if options.is_v4 { "v4" } else { "v2" }.to_owned()),
            ("equipment", options.equipment.to_string()),
            ("notifications", options.notifications.to_string()),
            ("orders", options.orders.to_string()),
            ("server-page", options.server_page.to_string()),
            ("token-life", options.token_life.to_string()),
        ];
        Self(ContractServer::start("sap_odata_server.py", &arguments, options.certificates.as_ref()))
    }

    /// A notification that changes now, or is new: `{"number": "10000001", "NotificationText": "..."}`.
    pub fn notify(&self, told: &str) {
        self.put("/notifications", told);
    }

    /// An order that changes now, or when `LastChangeDateTime` says, or is new: `{"number": "4100001", "SystemStatusText": "TECO"}`;
    /// with `"gone": true` it is no longer there.
    pub fn change_order(&self, told: &str) {
        self.put("/order-changes", told);
    }

    /// Somebody copies an order, with all its fields.
    pub fn copy_order(&self, number: &str) {
        self.put("/orders", &format!(r#"{{"number": "{number}"}}"#));
    }
}

impl Deref for Server {
    type Target = ContractServer;
    fn deref(&self) -> &ContractServer {
        &self.0
    }
}

impl DerefMut for Server {
    fn deref_mut(&mut self) -> &mut ContractServer {
        &mut self.0
    }
}
