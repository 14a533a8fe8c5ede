//! ```text
//! export NEXUDUS_TOKEN=…
//! desk companies
//! desk book ROOM COMPANY 2026-03-04T09:00:00Z 2026-03-04T11:00:00Z
//! desk raise TARIFF PERCENT
//! ```

use desk::{Stay, book, companies, for_the_desk, raise};
use nexudus::{Auth, Client};
use std::error::Error;
use std::process::ExitCode;

const USAGE: &str = "usage: desk companies | book ROOM COMPANY FROM TO | raise TARIFF PERCENT";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let token = std::env::var("NEXUDUS_TOKEN").map_err(|_| "NEXUDUS_TOKEN is not set")?;
    let client = for_the_desk(Client::builder(), Auth::bearer(token))?;
    match arguments {
        ["companies"] => {
            for company in companies(&client).await? {
                println!("{:>10}  {}  {}", company.id, company.name, company.email.unwrap_or_default());
            }
        }
        ["book", room, company, from, to] => {
            let stay =
                Stay { room: room.parse()?, company: company.parse()?, from: from.parse()?, to: to.parse()? };
            let id =
                book(&client, stay).await?.map_or_else(|| "without an id".to_owned(), |id| id.to_string());
            println!("booked: {id}");
        }
        ["raise", tariff, percent] => {
            let raise = raise(&client, tariff.parse()?, percent.parse()?).await?;
            println!("{}: {:.2}, and from now on {:.2}", raise.tariff, raise.before, raise.after);
        }
        _ => return Err(USAGE.into()),
    }
    Ok(())
}
