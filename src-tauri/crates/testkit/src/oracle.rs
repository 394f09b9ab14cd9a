//! The contract server for Oracle Maintenance (`tests/counterparts/oracle_rest_server.py`): the REST framework and the
//! resources as Oracle documents them, with a memory and every fault that has a name.

pub use crate::contract::{CLIENT, USER};
use crate::{contract::ContractServer, postgres::Certificates};
use std::ops::{Deref, DerefMut};

#[derive(Clone)]
pub struct Options {
    /// HTTPS with these; otherwise plain HTTP.
    pub certificates: Option<Certificates>,
    /// Pumps; two units are there beside them.
    pub assets: usize,
    /// Two of three corrective, all completed.
    pub work_orders: usize,
    /// Not completed.
    pub open_orders: usize,
    /// Rows that the server gives to one question.
    pub most: usize,
    /// Rows below a row come as a list, as in the framework's first versions.
    pub has_plain_children: bool,
    /// Seconds that a token lives.
    pub token_life: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            certificates: None,
            assets: 5,
            work_orders: 3,
            open_orders: 0,
            most: 499,
            has_plain_children: false,
            token_life: 3_600.0,
        }
    }
}

pub struct Server(ContractServer);

impl Server {
    pub fn start(options: Options) -> Self {
        let arguments = [
            ("assets", options.assets.to_string()),
            ("work-orders", options.work_orders.to_string()),
            ("open-orders", options.open_orders.to_string()),
            ("most", options.most.to_string()),
            ("children-in", if options.has_plain_children { "list" } else { "collection" }.to_owned()),
            ("token-life", options.token_life.to_string()),
        ];
        Self(ContractServer::start("oracle_rest_server.py", &arguments, options.certificates.as_ref()))
    }

    /// A work order that changes now, or when `LastUpdateDate` says, or is new: `{"number": "1001", "WorkOrderDescription": "..."}`; with
    /// `"gone": true` it is no longer there.
    pub fn change(&self, told: &str) {
        self.put("/work-orders", told);
    }

    /// Somebody copies an order that was written here, with its number.
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
