//! Forms that hold files: the case `uploads`.

use crate::server::{Answer, Received, Server};

mod clients {
    crate::emissions!("uploads");
}

const ID: &str = "6ba7b810-9dad-41d1-80b4-00c04fd430c8";

/// The parts of a form: head and content.
fn parts(received: &Received) -> Vec<(String, String)> {
    let header = received.headers.iter().find(|(name, _)| name == "content-type").unwrap();
    let header = std::str::from_utf8(&header.1).unwrap();
    let boundary = header.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = std::str::from_utf8(&received.body).unwrap();
    let body = body.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    let boundary = format!("--{boundary}\r\n");
    let parts = body.split(&boundary).skip(1).map(|part| {
        let (head, content) = part.strip_suffix("\r\n").unwrap().split_once("\r\n\r\n").unwrap();
        (head.strip_prefix("Content-Disposition: form-data; ").unwrap().to_owned(), content.to_owned())
    });
    parts.collect()
}

fn part(head: &str, content: &str) -> (String, String) {
    (head.to_owned(), content.to_owned())
}

async fn server() -> Server {
    let server = Server::start().await;
    server.answer(Answer { status: 204, media_type: None, body: "" });
    server
}

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::clients::$emission::paintings::{ReplacePictureRequest, WriteNoteRequest};
            use super::clients::$emission::rooms::{
                AddPaintingRequest, AddPaintingRequestFrame, AddPaintingRequestStyle, AddPaintingRequired,
            };
            use super::clients::$emission::{Auth, Client, Upload};
            use super::*;

            fn client(server: &Server) -> Client {
                Client::builder().base_url(&server.url).auth(Auth::bearer("token")).build().unwrap()
            }

            #[tokio::test]
            async fn every_kind_of_part() {
                let server = server().await;
                let picture = Upload::from_bytes("front").named("a \"b\".png").of_type("image/png");
                let mut request = AddPaintingRequest::new(AddPaintingRequired {
                    picture,
                    title: "Sunset, €5".into(),
                    artist: ID.parse().unwrap(),
                });
                client(&server).rooms().add_painting(7, &request).await.unwrap();
                request.notify = Some(true);
                request.details = Some(vec![
                    Upload::from_bytes("left").named("left.jpg").of_type("image/jpeg"),
                    Upload::from_bytes("right"),
                ]);
                request.value = Some("12345678901234567890.10".parse().unwrap());
                request.style = Some(AddPaintingRequestStyle::Oil);
                request.tags = Some(vec!["sea".to_owned(), "evening".to_owned()]);
                let mut frame = AddPaintingRequestFrame::new("oak");
                frame.width = Some(40);
                request.frame = Some(frame);
                client(&server).rooms().add_painting(7, &request).await.unwrap();

                let received = server.take();
                assert_eq!(received[0].target, "/rooms/7/paintings");
                let picture =
                    part("name=\"picture\"; filename=\"a %22b%22.png\"\r\nContent-Type: image/png", "front");
                let title = part("name=\"title\"", "Sunset, €5");
                let artist = part("name=\"artist\"", ID);
                assert_eq!(parts(&received[0]), [picture.clone(), title.clone(), artist.clone()]);
                assert_eq!(received[1].target, "/rooms/7/paintings?notify=true");
                let details = "name=\"details\"; filename=";
                let expected = [
                    picture,
                    part(&format!("{details}\"left.jpg\"\r\nContent-Type: image/jpeg"), "left"),
                    part(&format!("{details}\"file\"\r\nContent-Type: application/octet-stream"), "right"),
                    title,
                    artist,
                    part("name=\"value\"", "12345678901234567890.10"),
                    part("name=\"style\"", "oil"),
                    part("name=\"tags\"", "sea"),
                    part("name=\"tags\"", "evening"),
                    part("name=\"frame\"\r\nContent-Type: application/json", r#"{"wood":"oak","width":40}"#),
                ];
                assert_eq!(parts(&received[1]), expected);
            }

            #[tokio::test]
            async fn a_file_that_only_the_command_shows() {
                let server = server().await;
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("sunset.png");
                std::fs::write(&path, "png").unwrap();
                let picture = Upload::from_path(path).await.unwrap().of_type("image/png");
                let request = ReplacePictureRequest::new(picture);
                client(&server).paintings().replace_picture(ID.parse().unwrap(), &request).await.unwrap();
                let received = server.take();
                assert_eq!(received[0].method, "PUT");
                let head = "name=\"picture\"; filename=\"sunset.png\"\r\nContent-Type: image/png";
                assert_eq!(parts(&received[0]), [part(head, "png")]);
            }

            #[tokio::test]
            async fn a_form_without_files() {
                let server = server().await;
                let mut request = WriteNoteRequest::new("Dusty");
                request.lines = Some(vec![1, 2]);
                client(&server).paintings().write_note(ID.parse().unwrap(), &request).await.unwrap();
                let lines = ["1", "2"].map(|line| part("name=\"lines\"", line));
                let [first, second] = lines;
                assert_eq!(parts(&server.take()[0]), [part("name=\"text\"", "Dusty"), first, second]);
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);
