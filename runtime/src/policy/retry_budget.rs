//! Keeps retries from adding to the load of a server that is down.

use std::sync::Mutex;

/// Tokens that retries are paid with; each call that needs none earns a tenth of one back.
pub(crate) struct RetryBudget {
    capacity: f64,
    left: Mutex<f64>,
}

/// Earned by a call that succeeds at the first try.
const EARNED: f64 = 0.1;

impl RetryBudget {
    pub(crate) fn new(capacity: u32) -> Self {
        RetryBudget { capacity: f64::from(capacity), left: Mutex::new(f64::from(capacity)) }
    }

    /// Pays for one retry, if there is enough.
    pub(crate) fn pay(&self) -> bool {
        let mut left = self.left.lock().unwrap_or_else(|poison| poison.into_inner());
        let enough = *left >= 1.0;
        if enough {
            *left -= 1.0;
        }
        enough
    }

    pub(crate) fn earn(&self) {
        let mut left = self.left.lock().unwrap_or_else(|poison| poison.into_inner());
        *left = (*left + EARNED).min(self.capacity);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_good_calls_pay_for_one_retry() {
        let budget = RetryBudget::new(2);
        assert_eq!([budget.pay(), budget.pay(), budget.pay()], [true, true, false]);
        (0..11).for_each(|_| budget.earn());
        assert_eq!([budget.pay(), budget.pay()], [true, false]);
        (0..1000).for_each(|_| budget.earn());
        assert_eq!([budget.pay(), budget.pay(), budget.pay()], [true, true, false]);
    }
}
