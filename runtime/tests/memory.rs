//! Memory while going through a long list: alone in its process, so that nothing else counts.

#[path = "it/server.rs"]
#[allow(dead_code)]
mod server;

use docbind_runtime::codegen::*;
use server::{Server, answer};

static LIST: Operation = Operation::new("list", Method::Get, "/items");

/// Memory of this process in bytes, where the system tells.
fn resident() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(text.split(' ').nth(1)?.parse::<usize>().ok()? * 4096)
}

#[tokio::test]
async fn memory_stays_flat_over_10_000_items() {
    let server = Server::start(|received| {
        let offset: usize = received.target.split("offset=").nth(1).map_or(0, |text| text.parse().unwrap());
        let items: Vec<_> = (offset..(offset + 100).min(10_000)).map(|id| format!("{id:04096}")).collect();
        answer(200, serde_json::to_vec(&items).unwrap())
    })
    .await;
    let client: Client = ClientBuilder::new(None).base_url(&server.url).build().unwrap();
    let call = client.call(&LIST).decode_json::<Vec<String>, Error>();
    let mut items = call.paginate(Pagination::offset("offset", 0), Page::new).items();
    let (mut count, mut early) = (0, None);
    while let Some(item) = items.next().await {
        assert_eq!(item.unwrap().len(), 4096);
        count += 1;
        if count == 2000 {
            early = resident();
        }
    }
    assert_eq!(count, 10_000);
    if let (Some(early), Some(late)) = (early, resident()) {
        println!("40 MB of items: {} kB after 2,000 items, {} kB after 10,000", early / 1024, late / 1024);
        assert!(late < early + 4 * 1024 * 1024, "{early} {late}");
    }
}
