//! The application against a server on loopback that plays the API.

mod api;
mod calls;
mod clock;
mod play;
mod program;
mod readme;
mod session;
