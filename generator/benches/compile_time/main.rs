//! How long a generated client takes to compile, as it is emitted by default (lean) and with serde's
//! derives and `async fn` (derived), in turn.
//!
//! ```text
//! cargo bench -p docbind --bench compile-time [-- 50 250 1000 nexudus --rounds 3 --features
//!     --emissions lean,directed,derived --steps check,build,release,program]
//! ```
//!
//! Without arguments: 50, 250 and nexudus, all steps, lean and derived, the least of two rounds.
//!
//! A number is a synthetic API of so many operations, a word a folder below `specs`. Only the client
//! crate is timed, then a program that calls every operation of it: what they depend on is built before,
//! and nothing incrementally. The processor time is the one to compare on a machine that has other work.

mod program;
mod synthetic;
mod workspace;

use docbind::Emission;
use docbind::testing::config::Config;
use docbind::testing::lowering::{RustCrate, lower_api};
use workspace::{Cost, Workspace, root};

struct Options {
    apis: Vec<String>,
    rounds: usize,
    emissions: Vec<Emission>,
    features: bool,
    steps: Vec<String>,
}

const STEPS: [(&str, &[&str]); 4] = [
    ("check", &["check"]),
    ("build", &["build"]),
    ("release", &["build", "--release"]),
    ("program", &["build", "--release"]),
];

fn main() {
    let options = options();
    for api in &options.apis {
        measure(api, &options);
    }
}

fn options() -> Options {
    let mut options = Options {
        apis: Vec::new(),
        rounds: 2,
        emissions: vec![Emission::Lean, Emission::Derived],
        features: false,
        steps: STEPS.map(|(name, _)| name.to_owned()).into(),
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--bench" => {}
            "--features" => options.features = true,
            "--steps" => {
                options.steps = arguments.next().expect("steps").split(',').map(str::to_owned).collect();
            }
            "--rounds" => options.rounds = arguments.next().and_then(|n| n.parse().ok()).expect("a number"),
            "--emissions" => {
                let names = arguments.next().expect("names");
                options.emissions = names.split(',').map(emission).collect();
            }
            api => options.apis.push(api.to_owned()),
        }
    }
    if options.apis.is_empty() {
        options.apis = vec!["50".into(), "250".into(), "nexudus".into()];
    }
    options
}

fn emission(name: &str) -> Emission {
    match name {
        "lean" => Emission::Lean,
        "directed" => Emission::Directed,
        "derived" => Emission::Derived,
        other => panic!("`{other}` is no emission"),
    }
}

fn client(api: &str) -> RustCrate {
    if let Ok(operations) = api.parse() {
        return lower_api(&synthetic::api(operations), &Config::default()).0;
    }
    docbind::generate(root().join("specs").join(api)).expect("the spec loads").client
}

fn measure(api: &str, options: &Options) {
    let client = client(api);
    let operations: usize = client.groups.iter().map(|group| group.methods.len()).sum();
    println!(
        "\n{}: {operations} operations, {} types; seconds by the clock (of processors)",
        client.title,
        client.types.len()
    );
    let mut workspace = Workspace::new();
    let packages: Vec<_> = options.emissions.iter().map(|of| workspace.add(&client, *of)).collect();
    let wanted = |(name, _): &(&str, _)| options.steps.iter().any(|step| step == name);
    for (_, arguments) in STEPS.into_iter().filter(wanted) {
        workspace.prepare(arguments);
    }
    print!("{:<10}", "");
    options.emissions.iter().for_each(|of| print!("{:>18}", format!("{of:?}").to_lowercase()));
    println!("{:>18}", "last / first");
    let mut sums = vec![Cost::default(); packages.len()];
    for (name, arguments) in STEPS.into_iter().filter(wanted) {
        let costs = in_turn(&workspace, &packages, name, arguments, options.rounds);
        if arguments.len() == 2 {
            sums.iter_mut().zip(&costs).for_each(|(sum, cost)| {
                sum.wall += cost.wall;
                sum.cpu += cost.cpu;
            });
        }
        print_row(name, &costs);
    }
    if sums.iter().any(|sum| !sum.wall.is_zero()) {
        print_row("both", &sums);
    }
    if options.features {
        measure_feature(&client, &workspace, &packages[0].0, options.rounds);
    }
}

/// The least of some rounds, one emission after the other in each.
fn in_turn(
    workspace: &Workspace,
    packages: &[(String, String)],
    step: &str,
    arguments: &[&str],
    rounds: usize,
) -> Vec<Cost> {
    let mut best: Vec<Option<Cost>> = vec![None; packages.len()];
    for _ in 0..rounds {
        for ((client, program), best) in packages.iter().zip(&mut best) {
            let package = if step == "program" { program } else { client };
            let cost = workspace.time(package, arguments);
            let least = best.get_or_insert(cost);
            (least.wall, least.cpu) = (least.wall.min(cost.wall), least.cpu.min(cost.cpu));
        }
    }
    best.into_iter().flatten().collect()
}

/// One group's feature against all of them.
fn measure_feature(client: &RustCrate, workspace: &Workspace, package: &str, rounds: usize) {
    // With the transport, or else the runtime would be built anew.
    let features = format!("reqwest,{}", client.groups[0].feature);
    let one = ["check", "--no-default-features", "--features", &features];
    let (mut all, mut alone) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        all.push(workspace.time(package, &["check"]));
        alone.push(workspace.time(package, &one));
    }
    let least = |costs: &[Cost]| Cost {
        wall: costs.iter().map(|cost| cost.wall).min().unwrap_or_default(),
        cpu: costs.iter().map(|cost| cost.cpu).min().unwrap_or_default(),
    };
    println!("check of one group of {} against all:", client.groups.len());
    print_row("", &[least(&all), least(&alone)]);
}

fn print_row(name: &str, costs: &[Cost]) {
    print!("{name:<10}");
    for Cost { wall, cpu } in costs {
        print!("{:>18}", format!("{:.2} ({:.2})", wall.as_secs_f64(), cpu.as_secs_f64()));
    }
    if let [first, .., last] = costs {
        let ratio = |of: fn(&Cost) -> f64| of(last) / of(first);
        let (wall, cpu) = (ratio(|of| of.wall.as_secs_f64()), ratio(|of| of.cpu.as_secs_f64()));
        print!("{:>18}", format!("{wall:.2} ({cpu:.2})"));
    }
    println!();
}
