//! Hosts as pages write them: without a scheme, of a test system, or of the reader's own server.

use heck::ToKebabCase;

/// Endings that name files and not domains: `index.php` is no host.
const FILE_ENDINGS: &[&str] = &[
    "action", "ashx", "asmx", "asp", "aspx", "cfm", "cgi", "csv", "do", "htm", "html", "js", "json", "jsp",
    "md", "mdx", "pdf", "php", "svc", "txt", "xml", "yaml", "yml", "zip",
];

/// Endings of a domain with one dot only; with more dots any word ends one.
const COMMON_DOMAINS: &[&str] = &[
    "ai", "app", "biz", "cloud", "co", "com", "dev", "eu", "example", "gov", "info", "io", "me", "net",
    "online", "org", "tech", "test", "uk", "de", "fr", "es", "br", "us", "xyz",
];

/// Where the host ends in an address without a scheme: `api.acme.dev/v1`, `localhost:3000/v1`, `10.0.0.1:80/v1`.
/// Only what a path follows is a host.
pub(crate) fn leading_host(address: &str) -> Option<usize> {
    let end = address.find('/')?;
    let host = &address[..end];
    let name = match host.split_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) => return None,
        None => host,
    };
    let labels: Vec<&str> = name.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    // `{region}.acme.dev`: the host may have a placeholder.
    let is_hole = |label: &&str| {
        label.len() > 2
            && ((label.starts_with('{') && label.ends_with('}'))
                || (label.starts_with('<') && label.ends_with('>')))
    };
    let last = labels.last()?.to_ascii_lowercase();
    let is_word = last.len() > 1 && last.bytes().all(|b| b.is_ascii_alphabetic());
    let is_domain = is_word && !FILE_ENDINGS.contains(&last.as_str());
    let is_address = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    let is_host = match labels.len() {
        _ if !labels.iter().all(|label| is_label(label) || is_hole(label)) => false,
        1 => name == "localhost",
        2 => is_domain && COMMON_DOMAINS.contains(&last.as_str()),
        _ => is_domain || is_address,
    };
    is_host.then_some(end)
}

/// `api.acme.dev` of `https://api.acme.dev:80/v1`, in lower case.
fn host_of(url: &str) -> String {
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether a URL is that of a system to try things on: its host has a word for one (`sandbox.acme.dev`,
/// `api-staging.acme.dev`), or is the reader's own machine.
pub(crate) fn is_test_host(url: &str) -> bool {
    let host = host_of(url);
    let word = |word: &str| names_test_system(word.trim_end_matches(|c: char| c.is_ascii_digit()));
    is_own_machine(&host) || host.rsplit_once('.').is_some_and(|(names, _)| names.split(['.', '-']).any(word))
}

/// Whether a word stands for a system to try things on.
pub(crate) fn names_test_system(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "sandbox",
        "test",
        "testing",
        "tests",
        "staging",
        "stage",
        "stg",
        "dev",
        "develop",
        "development",
        "demo",
        "mock",
        "qa",
        "uat",
        "preprod",
        "preview",
        "beta",
        "local",
        "localhost",
        "homologacao",
        "homologação",
        "pruebas",
        "integration",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

/// Whether a word stands for the system that counts.
pub(crate) fn names_production(word: &str) -> bool {
    const WORDS: &[&str] =
        &["production", "prod", "live", "produção", "producao", "producción", "produktion"];
    WORDS.contains(&word.to_lowercase().as_str())
}

fn is_own_machine(host: &str) -> bool {
    ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"].contains(&host)
        || host.ends_with(".local")
        || host.ends_with(".localhost")
}

/// Whether a URL is of a server of the page's reader: `https://your-server.com/hooks`, `/your-endpoint`,
/// `{webhook_url}`.
pub(crate) fn is_of_reader(url: &str) -> bool {
    if is_placeholder_of_reader(url) {
        return true;
    }
    let host = host_of(url);
    let has_host = url.contains("://");
    let reads = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let first = words.next().unwrap_or_default().to_lowercase();
        const YOUR: &[&str] = &["your", "seu", "sua", "tu", "votre", "ihr", "deine", "ihre"];
        const OWN: &[&str] = &[
            "endpoint", "webhook", "webhooks", "url", "uri", "server", "servidor", "callback", "app",
            "domain", "dominio", "domínio", "listener", "handler", "site", "path", "serveur", "backend",
            "company",
        ];
        YOUR.contains(&first.as_str()) && words.any(|word| OWN.contains(&word.to_lowercase().as_str()))
    };
    if has_host {
        let names = host.rsplit_once('.').map_or(host.as_str(), |(names, _)| names);
        return is_own_machine(&host)
            || names.contains("your")
            || names.contains("ngrok")
            || names.split('.').any(reads);
    }
    url.split(['/', '?']).any(|segment| reads(segment.trim_matches(MARKS)))
}

/// What stands around the name of a placeholder.
const MARKS: [char; 7] = ['{', '}', '<', '>', '[', ']', '$'];

/// Whether a URL begins with a placeholder for an address that the reader gave: `{webhook_url}`, `<callback-url>`.
fn is_placeholder_of_reader(url: &str) -> bool {
    let behind = url.split_once("://").map_or(url, |(_, behind)| behind);
    let first = behind.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
    let name = first.trim_matches(MARKS);
    if name.len() + 2 > first.len() || name.contains(MARKS) {
        return false;
    }
    let kebab = name.to_kebab_case();
    let words: Vec<&str> = kebab.split('-').collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let last = words.last().copied().unwrap_or_default();
    has(&[
        "webhook",
        "webhooks",
        "hook",
        "callback",
        "listener",
        "notification",
        "notifications",
        "your",
        "my",
    ]) && [
        "url", "uri", "endpoint", "address", "target", "webhook", "webhooks", "hook", "callback", "listener",
        "server", "domain", "host",
    ]
    .contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_without_a_scheme() {
        for (address, host) in [
            ("api.acme.dev/v1/x", "api.acme.dev"),
            ("acme.io/x", "acme.io"),
            ("localhost:3000/x", "localhost:3000"),
            ("10.0.0.1:80/x", "10.0.0.1:80"),
            ("{region}.acme.dev/x", "{region}.acme.dev"),
        ] {
            assert_eq!(leading_host(address).map(|end| &address[..end]), Some(host), "{address}");
        }
        for address in [
            "/api.acme.dev/x",
            "index.php/x",
            "v1.0/users",
            "chat.postMessage",
            "users/x",
            "a.b.json/x",
            "v1/x",
        ] {
            assert_eq!(leading_host(address), None, "{address}");
        }
    }

    #[test]
    fn test_systems() {
        for url in [
            "https://sandbox.acme.dev/v1",
            "https://api-staging.acme.com",
            "http://localhost:8080",
            "https://api.test2.acme.com",
            "https://127.0.0.1/x",
        ] {
            assert!(is_test_host(url), "{url}");
        }
        for url in
            ["https://api.acme.dev", "https://latest.acme.com", "https://attest.io", "https://acme.test"]
        {
            assert!(!is_test_host(url), "{url}");
        }
    }

    #[test]
    fn servers_of_the_reader() {
        for url in [
            "/seu-endpoint",
            "https://your-server.com/x",
            "https://yourdomain.com/hook",
            "/{your_webhook_url}",
            "{webhook_url}",
            "/{webhookUrl}/orders",
            "<CALLBACK_URL>",
            "${NOTIFICATION_URL}",
            "{{webhook}}",
            "https://{callback_url}",
            "{yourEndpoint}",
        ] {
            assert!(is_of_reader(url), "{url}");
        }
        for url in [
            "/v1/users",
            "/v1/myfiles/path",
            "https://api.acme.dev/webhooks",
            "/my/orders",
            "/{webhook_id}",
            "{base_url}/hooks",
            "/webhooks/{webhook}",
            "/{account}/webhooks",
        ] {
            assert!(!is_of_reader(url), "{url}");
        }
    }
}
