//! TLS of the default transport, against a server with a certificate of its own.

use docbind_runtime::codegen::*;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use std::io;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, crypto::ring::default_provider};

static GET: Operation = Operation::new("get", Method::Get, "/a");

/// Who signs, and who is signed.
struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, "docbind tests");
        Self { issuer: CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap() }
    }

    fn pem(&self) -> String {
        self.issuer.pem()
    }

    fn sign(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (params.signed_by(&key, &self.issuer).unwrap(), key)
    }
}

/// A server that responds 200 to each connection's request, over HTTP/1.1.
struct Server {
    url: String,
    /// For each handshake: the protocol that was agreed on, and how many certificates the client showed.
    seen: Arc<Mutex<Vec<(String, usize)>>>,
}

impl Server {
    async fn start(authority: &Authority, protocols: &[&str], asks_for_client: bool) -> Self {
        let (certificate, key) = authority.sign("localhost");
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(default_provider());
        let config = ServerConfig::builder_with_provider(Arc::clone(&provider));
        let config = config.with_safe_default_protocol_versions().unwrap();
        let config = if asks_for_client {
            let mut roots = RootCertStore::empty();
            roots.add(authority.issuer.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            config.with_client_cert_verifier(verifier.build().unwrap())
        } else {
            config.with_no_client_auth()
        };
        let mut config = config.with_single_cert(vec![certificate.der().clone()], key).unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        let listener = TcpListener::bind("localhost:0").await.unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (acceptor, noted) = (TlsAcceptor::from(Arc::new(config)), Arc::clone(&seen));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, noted) = (acceptor.clone(), Arc::clone(&noted));
                tokio::spawn(async move { respond(acceptor.accept(stream).await?, &noted).await });
            }
        });
        Self { url, seen }
    }

    fn seen(&self) -> Vec<(String, usize)> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }
}

async fn respond(
    mut stream: tokio_rustls::server::TlsStream<tokio::net::TcpStream>,
    noted: &Mutex<Vec<(String, usize)>>,
) -> io::Result<()> {
    let (_, session) = stream.get_ref();
    let agreed = String::from_utf8_lossy(session.alpn_protocol().unwrap_or_default()).into_owned();
    let shown = session.peer_certificates().map_or(0, <[_]>::len);
    noted.lock().unwrap().push((agreed, shown));
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok").await?;
    stream.shutdown().await
}

async fn get(server: &Server, settings: TransportSettings) -> Result<String, Error> {
    let builder = ClientBuilder::<Client>::new(None).base_url(&server.url).retry(RetryPolicy::none());
    let client = builder.transport(settings.no_proxy().build()?).build()?;
    client.call(&GET).decode_text::<Error>().await
}

#[tokio::test]
async fn certificates_that_are_given_are_trusted() {
    let authority = Authority::new();
    let server = Server::start(&authority, &["http/1.1"], false).await;
    let error = get(&server, TransportSettings::new()).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    let beside = TransportSettings::new().root_certificates(authority.pem().as_bytes());
    assert_eq!(get(&server, beside).await.unwrap(), "ok");
    let only = TransportSettings::new().only_root_certificates(authority.pem().as_bytes());
    assert_eq!(get(&server, only).await.unwrap(), "ok");
    let other = TransportSettings::new().only_root_certificates(Authority::new().pem().as_bytes());
    assert!(get(&server, other).await.unwrap_err().is_connect());
    let none = TransportSettings::new().root_certificates(b"nothing").build().unwrap_err();
    assert!(none.is_builder(), "{none:?}");
}

#[tokio::test]
async fn a_server_that_asks_who_calls_is_shown_the_certificate() {
    let authority = Authority::new();
    let server = Server::start(&authority, &["http/1.1"], true).await;
    let trusting = || TransportSettings::new().root_certificates(authority.pem().as_bytes());
    assert!(get(&server, trusting()).await.is_err());
    assert_eq!(server.seen(), []);
    let (certificate, key) = authority.sign("desk");
    // In one file, in either order.
    let (certificate, key) = (certificate.pem(), key.serialize_pem());
    for pem in [format!("{certificate}{key}"), format!("{key}{certificate}")] {
        assert_eq!(get(&server, trusting().client_certificate(pem.as_bytes())).await.unwrap(), "ok");
        assert_eq!(server.seen(), [("http/1.1".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn the_version_of_http_is_agreed_on() {
    let authority = Authority::new();
    let trusting = || TransportSettings::new().root_certificates(authority.pem().as_bytes());
    let both = Server::start(&authority, &["h2", "http/1.1"], false).await;
    // The server agrees to HTTP/2, and does not speak it.
    assert!(get(&both, trusting()).await.is_err());
    assert_eq!(both.seen(), [("h2".to_owned(), 0)]);
    assert_eq!(get(&both, trusting().http1_only()).await.unwrap(), "ok");
    assert_eq!(both.seen(), [("http/1.1".to_owned(), 0)]);
    let old = Server::start(&authority, &["http/1.1"], false).await;
    assert!(get(&old, trusting().http2_only()).await.is_err());
}
