//! Walks through lists, and lists whose types groups share.

use crate::clients;
use crate::server::{Answer, Received, Server};
use crate::wire::json;

/// The walk ends where the server says: `next` is null; a 404 behind the last page is no error.
#[tokio::test]
async fn walk_ends_with_404() {
    use clients::walk_ends_with_404::books::ListBooksRequest;
    for last in [
        r#"{"count": 3, "next": null, "results": [{"id": 3}]}"#,
        // One that does not say that it is the last.
        r#"{"results": [{"id": 3}]}"#,
    ] {
        let server = Server::start().await;
        server.answer(move |received: &Received| match received.target.as_str() {
            "/books" | "/books?page=1" => {
                json(r#"{"count": 3, "next": "https://a.example/books?page=2", "results": [{"id": 1}]}"#)
            }
            "/books?page=2" => {
                json(r#"{"count": 3, "next": "https://a.example/books?page=3", "results": [{"id": 2}]}"#)
            }
            "/books?page=3" => json(last),
            _ => Answer { status: 404, ..json(r#"{"detail":"Invalid page."}"#) },
        });
        let client = clients::walk_ends_with_404::Client::builder().base_url(&server.url).build().unwrap();
        let mut books = client.books().list_books_pages(ListBooksRequest::default()).items();
        let mut ids = Vec::new();
        while let Some(book) = books.next().await {
            ids.push(book.unwrap().id.unwrap());
        }
        assert_eq!(ids, [1, 2, 3], "{last}");
    }
}

/// An empty page does not end the walk while the counts say that there is more.
#[tokio::test]
async fn page_empty_in_the_middle() {
    use clients::page_empty_in_the_middle::l::ListRequest;
    let server = Server::start().await;
    server.answer(|received: &Received| {
        json(match received.target.as_str() {
            "/l" | "/l?page=1" => r#"{"items":[{"id":1},{"id":2}],"total":5,"total_pages":3}"#,
            "/l?page=2" => r#"{"items":[],"total":5,"total_pages":3}"#,
            "/l?page=3" => r#"{"items":[{"id":5}],"total":5,"total_pages":3}"#,
            _ => r#"{"items":[],"total":5,"total_pages":3}"#,
        })
    });
    let client = clients::page_empty_in_the_middle::Client::builder().base_url(&server.url).build().unwrap();
    let mut items = client.l().list_pages(ListRequest::default()).items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.unwrap().id);
    }
    assert_eq!(ids, [1, 2, 5]);
    assert_eq!(server.take().len(), 3);
}

/// Walks through lists of clients: that this compiles, and their modules do, is what is tested. The third emission is
/// compiled as well; it has no walks.
macro_rules! walks {
    ($($client:ident: $($group:ident . $walk:ident ($request:ident)),*;)*) => {
        $(
            {
                use clients::$client::Client;
                let client = Client::builder().base_url("https://h.example").build().unwrap();
                $(
                    let request = clients::$client::$group::$request::default();
                    drop(client.$group().$walk(&request).items());
                )*
            }
        )*
    };
}

/// Two groups whose lists are of one type: each imports the type of its items.
#[test]
fn shared_page_item() {
    walks! {
        shared_page_item_lean: folders.list_folders_pages(ListRequest), labels.list_labels_pages(ListRequest);
        shared_page_item_directed: folders.list_folders_pages(ListRequest), labels.list_labels_pages(ListRequest);
    }
}

#[test]
fn does_not_compile_paged_type_shared_by_groups() {
    walks! {
        does_not_compile_paged_type_shared_by_groups_lean:
            a.list_things_of_a_pages(ListThingsRequest), b.list_things_of_b_pages(ListThingsRequest);
        does_not_compile_paged_type_shared_by_groups_directed:
            a.list_things_of_a_pages(ListThingsRequest), b.list_things_of_b_pages(ListThingsRequest);
        does_not_compile_paged_type_shared_by_groups_pages_mdx_lean:
            tickets.list_tickets_pages(ListTicketsRequest), tickets.list_tickets_2_pages(ListTicketsRequest);
        does_not_compile_paged_type_shared_by_groups_pages_mdx_directed:
            tickets.list_tickets_pages(ListTicketsRequest), tickets.list_tickets_2_pages(ListTicketsRequest);
        does_not_compile_paged_type_shared_by_groups_pages_mdx2_lean:
            sales.list_tickets_pages(ListTicketsRequest), support.list_tickets_pages(ListTicketsRequest);
        does_not_compile_paged_type_shared_by_groups_pages_mdx2_directed:
            sales.list_tickets_pages(ListTicketsRequest), support.list_tickets_pages(ListTicketsRequest);
    }
}
