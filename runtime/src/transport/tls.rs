//! TLS of the default transport: rustls, on the provider of cryptography that the application installed, or else on
//! one of this crate's, without installing it for the process.

use crate::future::BoxError;
use rustls::client::WantsClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore};
use rustls_platform_verifier::Verifier;
use std::sync::Arc;

/// Whom to trust, and who the client is.
#[derive(Debug, Default)]
pub(super) struct Tls {
    roots: Vec<CertificateDer<'static>>,
    /// Whether the certificates of the system count.
    without_system: bool,
    identity: Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>,
}

impl Tls {
    pub(super) fn add_roots(&mut self, pem: &[u8]) -> Result<(), BoxError> {
        self.roots.extend(certificates(pem)?);
        Ok(())
    }

    pub(super) fn only_roots(&mut self, pem: &[u8]) -> Result<(), BoxError> {
        self.without_system = true;
        self.add_roots(pem)
    }

    pub(super) fn set_identity(&mut self, pem: &[u8]) -> Result<(), BoxError> {
        self.identity = Some((certificates(pem)?, PrivateKeyDer::from_pem_slice(pem)?));
        Ok(())
    }

    /// The configuration, which names `protocols` to the server (RFC 7301), the best first.
    pub(super) fn config(self, protocols: &[&str]) -> Result<ClientConfig, BoxError> {
        let provider = provider()?;
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider));
        let config = config.with_safe_default_protocol_versions()?;
        let config: ConfigBuilder<ClientConfig, WantsClientCert> = if self.without_system {
            let mut store = RootCertStore::empty();
            for root in self.roots {
                store.add(root)?;
            }
            config.with_root_certificates(store)
        } else {
            let verifier = verifier(self.roots, provider)?;
            config.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
        };
        let mut config = match self.identity {
            Some((chain, key)) => config.with_client_auth_cert(chain, key)?,
            None => config.with_no_client_auth(),
        };
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        Ok(config)
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    let all: Vec<_> = CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>()?;
    if all.is_empty() {
        return Err("there is no certificate in it".into());
    }
    Ok(all)
}

/// Trusts what the system trusts, as far as it says.
#[cfg(any(all(unix, not(target_os = "android")), windows))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, BoxError> {
    Ok(Verifier::new_with_extra_roots(roots, provider)?)
}

#[cfg(not(any(all(unix, not(target_os = "android")), windows)))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, BoxError> {
    if !roots.is_empty() {
        return Err("this system takes no root certificates beside its own".into());
    }
    Ok(Verifier::new(provider)?)
}

fn provider() -> Result<Arc<CryptoProvider>, BoxError> {
    if let Some(installed) = CryptoProvider::get_default() {
        return Ok(Arc::clone(installed));
    }
    #[cfg(feature = "aws-lc")]
    let own = Some(rustls::crypto::aws_lc_rs::default_provider());
    #[cfg(all(feature = "ring", not(feature = "aws-lc")))]
    let own = Some(rustls::crypto::ring::default_provider());
    #[cfg(not(any(feature = "aws-lc", feature = "ring")))]
    let own: Option<CryptoProvider> = None;
    let none =
        "no provider of cryptography: take the feature `ring` or `aws-lc`, or install one for the process";
    own.map(Arc::new).ok_or_else(|| none.into())
}
