//! Clients of cases in every emission, on the wire: they send the same and read the same.

mod events;
mod media;
mod multipart;
mod renamed;
#[path = "../wire/server.rs"]
mod server;
mod statuses;
mod styles;
mod tagged;
mod uploads;
mod values;
mod webhooks;

/// The clients of a case, a module for each emission.
macro_rules! emissions {
    ($case:literal) => {
        pub mod lean {
            include!(concat!(env!("OUT_DIR"), "/", $case, "_lean.rs"));
        }
        pub mod directed {
            include!(concat!(env!("OUT_DIR"), "/", $case, "_directed.rs"));
        }
        pub mod derived {
            include!(concat!(env!("OUT_DIR"), "/", $case, "_derived.rs"));
        }
    };
}
pub(crate) use emissions;
