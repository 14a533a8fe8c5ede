//! Calls of operations, and what came of them.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::future::Future;

/// What came of the calls of an operation.
#[derive(Default)]
struct Row {
    calls: usize,
    /// Every fault of a response.
    wrong: Vec<String>,
}

/// The calls of one server.
pub struct Calls {
    server: &'static str,
    /// The operations of its client: `GET /api/v1/query`.
    rows: BTreeMap<String, Row>,
    /// The operations that are not called, each with the reason.
    left_out: Vec<(&'static str, &'static str)>,
}

impl Calls {
    /// `model`: the file with the model of the client.
    pub fn of(server: &'static str, model: &str) -> Self {
        let text = std::fs::read_to_string(model).expect("there is a model");
        let model: serde_json::Value = serde_json::from_str(&text).expect("the model is JSON");
        let operations = model["operations"].as_array().expect("it has operations").iter();
        let name = |of: &serde_json::Value| {
            format!("{} {}", of["method"].as_str().unwrap_or_default(), of["path"].as_str().unwrap_or_default())
        };
        Self { server, rows: operations.map(|of| (name(of), Row::default())).collect(), left_out: Vec::new() }
    }

    /// Calls an operation, and looks at what comes back. `checks` says what is wrong with it.
    pub async fn call<T: Debug, E: Display>(
        &mut self,
        operation: &str,
        call: impl Future<Output = Result<T, E>>,
        checks: impl FnOnce(&T, &mut Checks),
    ) -> Option<T> {
        let outcome = call.await;
        let row = self.row(operation);
        row.calls += 1;
        match outcome {
            Ok(response) => {
                let mut wrong = Checks(Vec::new());
                checks(&response, &mut wrong);
                let shown: String = format!("{response:?}").chars().take(300).collect();
                row.wrong.extend(wrong.0.into_iter().map(|what| format!("{what} in {shown}")));
                Some(response)
            }
            Err(error) => {
                row.wrong.push(error.to_string());
                None
            }
        }
    }

    /// Calls an operation that is to fail, and looks at the failure.
    pub async fn fail<T: Debug, E: Debug>(
        &mut self,
        operation: &str,
        call: impl Future<Output = Result<T, E>>,
        checks: impl FnOnce(&E, &mut Checks),
    ) {
        let outcome = call.await;
        let row = self.row(operation);
        row.calls += 1;
        match outcome {
            Ok(response) => row.wrong.push(format!("it was to fail: {response:?}")),
            Err(error) => {
                let mut wrong = Checks(Vec::new());
                checks(&error, &mut wrong);
                row.wrong.extend(wrong.0.into_iter().map(|what| format!("{what} in {error:?}")));
            }
        }
    }

    /// Says why an operation is not called.
    pub fn leave_out(&mut self, operation: &'static str, reason: &'static str) {
        self.left_out.push((operation, reason));
    }

    fn row(&mut self, operation: &str) -> &mut Row {
        self.rows.get_mut(operation).unwrap_or_else(|| panic!("the client has no operation `{operation}`"))
    }

    /// Prints the table; whether an operation failed, or was neither called nor left out.
    pub fn report(&self) -> bool {
        let (mut failed, mut called) = (0, 0);
        println!("{} {:>5}  result", pad(self.server), "calls");
        for (operation, row) in &self.rows {
            let left_out = self.left_out.iter().find(|(name, _)| name == operation);
            let result = match (row.calls, left_out) {
                (0, Some((_, reason))) => format!("not called: {reason}"),
                (0, None) => "NOT CALLED".to_owned(),
                _ if row.wrong.is_empty() => "as documented".to_owned(),
                _ => "WRONG".to_owned(),
            };
            failed += usize::from(!row.wrong.is_empty() || (row.calls == 0 && left_out.is_none()));
            called += usize::from(row.calls > 0);
            println!("{} {:>5}  {result}", pad(operation), row.calls);
            row.wrong.iter().for_each(|what| println!("    {what}"));
        }
        let calls: usize = self.rows.values().map(|row| row.calls).sum();
        let all = self.rows.len();
        println!("{}: {called} of {all} operations called, {calls} calls, {failed} operations wrong\n", self.server);
        failed > 0
    }
}

fn pad(text: &str) -> String {
    format!("{text:<75}")
}

/// What is looked at in a response.
pub struct Checks(Vec<String>);

impl Checks {
    /// Notes what is said where it does not hold.
    pub fn holds(&mut self, what: &str, holds: bool) {
        if !holds {
            self.0.push(format!("{what}: no"));
        }
    }

    /// Notes where two values differ.
    pub fn equal<A: PartialEq<B> + Debug, B: Debug>(&mut self, what: &str, value: A, expected: B) {
        if value != expected {
            self.0.push(format!("{what} is {value:?} and not {expected:?}"));
        }
    }
}
