//! Runs that are killed.

use crate::site::Site;
use crate::{Folder, page};
use std::process::Stdio;
use std::time::{Duration, Instant};

const PAGES: usize = 40;

fn site(edition: usize) -> Site {
    let site = Site::start();
    fill(&site, edition);
    site.delay(Duration::from_millis(4));
    site
}

fn fill(site: &Site, edition: usize) {
    let paths: Vec<String> = (0..PAGES).map(|n| format!("/api/get-{n}.md")).collect();
    site.index(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    for (n, path) in paths.iter().enumerate() {
        site.page(path, &page(&format!("thing-{n}-{edition}")));
    }
}

/// Runs a command, and kills it after some time. Says whether it was killed.
fn killed(folder: &Folder, arguments: &[&str], after: Duration) -> bool {
    let mut command = folder.command(arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(after);
    let _ = child.kill();
    child.wait().unwrap().code().is_none()
}

#[test]
fn folder_and_lock_agree_whenever_it_ends() {
    let site = site(0);
    let start = Instant::now();
    Folder::new().fetch(&site, &[]).ok();
    let whole = start.elapsed();
    let (mut kills, mut part) = (0, 0);
    // A busy machine starts some runs late: then there are more of them.
    for n in 0..250_u32 {
        if n >= 50 && kills > 20 && part > 5 {
            break;
        }
        let folder = Folder::new();
        // Moments that are spread over the run.
        let after = whole * ((n * 37) % 50) / 50;
        kills += usize::from(killed(&folder, &["fetch", &site.url, "--out", "spec"], after));
        let pages = folder.pages();
        folder.agrees_with_journal();
        part += usize::from(!pages.is_empty() && pages.len() < PAGES);
        if n % 5 == 0 {
            let run = folder.fetch(&site, &[]).ok();
            assert_eq!(folder.pages().len(), PAGES, "{run}");
            folder.agrees();
            assert!(!folder.spec().join(".docbind-fetch").exists());
        }
    }
    assert!(kills > 20 && part > 5, "{kills} {part}");
}

#[test]
fn what_is_done_is_not_asked_for_again() {
    // A run that is killed while it moves several pages together asks for these again; few are.
    let spared = (0..6).any(|_| resumes_without_asking());
    assert!(spared, "six runs in a row asked again for more than one page that was there");
}

/// Whether a run after one that was killed asks for no more than one of the pages that are there.
fn resumes_without_asking() -> bool {
    let (site, folder) = (site(0), Folder::new());
    let mut after = 60;
    while folder.pages().is_empty() {
        killed(&folder, &["fetch", &site.url, "--out", "spec"], Duration::from_millis(after));
        after += 40;
    }
    let there = folder.pages().len();
    if there == PAGES {
        return false;
    }
    site.asked();
    let run = folder.refresh().ok();
    assert_eq!(run.count("resumed") + run.count("new") + run.count("unchanged"), PAGES, "{run}");
    let asked = site.paths().iter().filter(|path| path.starts_with("/api/get-")).count();
    let again = folder.refresh().ok();
    assert_eq!((again.count("unchanged"), again.count("resumed")), (PAGES, 0), "{again}");
    run.count("resumed") + 1 >= there && asked <= PAGES - there + 1
}

#[test]
fn a_refresh_that_is_killed_leaves_old_or_new_pages() {
    let (site, folder) = (site(0), Folder::new());
    folder.fetch(&site, &[]).ok();
    fill(&site, 1);
    for n in 0..6_u64 {
        killed(&folder, &["fetch", "spec"], Duration::from_millis(60 + n * 30));
        folder.agrees_with_journal();
        assert_eq!(folder.pages().len(), PAGES);
    }
    folder.refresh().ok();
    folder.agrees();
    for n in 0..PAGES {
        assert_eq!(folder.read(&format!("api/get-{n}.md")), page(&format!("thing-{n}-1")));
    }
}
