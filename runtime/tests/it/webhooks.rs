//! Signatures of webhooks: the test vectors of Standard Webhooks, and schemes as documentation has them. The signatures
//! are made by Python's `hmac`.

use docbind_runtime::codegen::*;
use docbind_runtime::http::HeaderMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const BODY: &[u8] = br#"{"type":"lamp.lit","lamp":{"id":7,"name":"Nordlicht"}}"#;
const TIME: u64 = 1_767_225_600;

#[derive(Clone, Debug, PartialEq)]
enum Event {
    Lit(Value),
    Other(String),
}

impl WebhookPayload for Event {
    const EVENT: EventName = EventName::Field(&["type"]);

    fn read(event: &str, body: &[u8]) -> Result<Self, DecodeError> {
        Ok(match event {
            "lamp.lit" => Event::Lit(decode::<Value>(body)?),
            other => Event::Other(other.to_owned()),
        })
    }
}

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pair = |(name, value): &(&str, &str)| {
        (docbind_runtime::http::HeaderName::try_from(*name).unwrap(), value.parse().unwrap())
    };
    pairs.iter().map(pair).collect()
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn problem<T: std::fmt::Debug>(result: Result<T, WebhookError>) -> WebhookProblem {
    result.unwrap_err().problem()
}

const STANDARD_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const STANDARD_BODY: &[u8] = br#"{"test": 2432232314}"#;

fn standard(signature: &str) -> HeaderMap {
    let id = ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
    headers(&[id, ("webhook-timestamp", "1614265330"), ("webhook-signature", signature)])
}

#[test]
fn standard_webhooks() {
    const RIGHT: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    let (now, scheme) = (at(1_614_265_330), SignatureScheme::standard());
    for secret in [STANDARD_SECRET, &STANDARD_SECRET["whsec_".len()..]] {
        let verifier = WebhookVerifier::<()>::new(scheme, secret).unwrap();
        let checked = verifier.check_at(&standard(RIGHT), STANDARD_BODY, now).unwrap();
        assert_eq!(checked.id.as_deref(), Some("msg_p5jXN8AQM9LWM0D4loKWxJek"));
        assert_eq!(checked.timestamp, Some(now));
        // Several signatures, of other versions and other secrets.
        let several = format!(
            "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,Ceo5= v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg== {RIGHT}"
        );
        assert!(verifier.check_at(&standard(&several), STANDARD_BODY, now).is_ok());
        let wrong = ["v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=", "v1,g0hM9SsE", "v1,", "v1,%%%"];
        for wrong in wrong {
            let found = verifier.check_at(&standard(wrong), STANDARD_BODY, now);
            assert_eq!(problem(found), WebhookProblem::Signature, "{wrong}");
        }
        for none in [
            "",
            "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ] {
            let found = verifier.check_at(&standard(none), STANDARD_BODY, now);
            assert_eq!(problem(found), WebhookProblem::InvalidHeader, "{none}");
        }
        let tampered = verifier.check_at(&standard(RIGHT), br#"{"test": 2432232315}"#, now);
        assert_eq!(problem(tampered), WebhookProblem::Signature);
        for header in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
            let mut without = standard(RIGHT);
            without.remove(header);
            let found = verifier.check_at(&without, STANDARD_BODY, now).unwrap_err();
            assert_eq!(found.problem(), WebhookProblem::MissingHeader);
            assert!(found.to_string().contains(header), "{found}");
        }
        // Another time, or another id, has another signature.
        let mut later = standard(RIGHT);
        later.insert("webhook-timestamp", "1614265331".parse().unwrap());
        assert_eq!(problem(verifier.check_at(&later, STANDARD_BODY, now)), WebhookProblem::Signature);
        let mut other = standard(RIGHT);
        other.insert("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJeK".parse().unwrap());
        assert_eq!(problem(verifier.check_at(&other, STANDARD_BODY, now)), WebhookProblem::Signature);
        // A right one that is old, or ahead of time.
        for (apart, is_good) in [(299_i64, true), (300, true), (301, false), (-300, true), (-301, false)] {
            let then = at(1_614_265_330_u64.checked_add_signed(apart).unwrap());
            let found = verifier.check_at(&standard(RIGHT), STANDARD_BODY, then);
            assert_eq!(found.is_ok(), is_good, "{apart}");
            assert!(is_good || problem(found) == WebhookProblem::Timestamp, "{apart}");
        }
        let patient = verifier.clone().tolerance(Duration::from_secs(1000));
        assert!(patient.check_at(&standard(RIGHT), STANDARD_BODY, at(1_614_266_330)).is_ok());
    }
    for secret in ["whsec_", "", "whsec_***"] {
        assert_eq!(problem(WebhookVerifier::<()>::new(scheme, secret)), WebhookProblem::Secret, "{secret}");
    }
}

/// Schemes of documentation under made-up names: scheme, secret, headers.
fn vendors() -> Vec<(&'static str, SignatureScheme, &'static str, HeaderMap)> {
    let (hex, base64) = (SignatureEncoding::Hex, SignatureEncoding::Base64);
    let orchard = SignatureScheme::new("x-orchard-signature-256", "sha256={signature}").encoding(hex);
    let older =
        SignatureScheme::new("x-orchard-signature", "sha1={signature}").algorithm(SignatureAlgorithm::Sha1);
    let till =
        SignatureScheme::new("till-signature", "t={timestamp},v1={signature}").signed("{timestamp}.{body}");
    let chat = SignatureScheme::new("x-chat-signature", "v0={signature}")
        .signed("v0:{timestamp}:{body}")
        .timestamp_header("x-chat-request-timestamp");
    let shop = SignatureScheme::new("x-shop-hmac-sha256", "{signature}").encoding(base64);
    let lamps = SignatureScheme::new("x-lamps-signature", "{signature}")
        .algorithm(SignatureAlgorithm::Sha512)
        .encoding(base64)
        .key(SignatureKey::Hex)
        .signed("{id}/{timestamp}/{body}")
        .id_header("x-lamps-id")
        .timestamp_header("x-lamps-milliseconds");
    vec![
        (
            "orchard",
            orchard,
            "orchard-secret",
            headers(&[(
                "x-orchard-signature-256",
                "sha256=bc69db4b0145ddd17902a2c046166631b1a29f6c2637c4b0dd6942fece07091e",
            )]),
        ),
        (
            "orchard, older",
            older,
            "orchard-secret",
            headers(&[("x-orchard-signature", "sha1=b4e494ee23f876bbcba20dad1948523b4e4ca71f")]),
        ),
        (
            "till",
            till,
            "hook_4mN2",
            headers(&[(
                "till-signature",
                "t=1767225600,v1=80f4862e2aae792569395f6107676b00f3d0bd74564b040d3c0360327f85f2c9, v1=9dd2b1328e00e5798094b0e5f5d26573229e4dffa5763ffdf8db5a9ecd5b5b85,v0=00",
            )]),
        ),
        (
            "chat",
            chat,
            "8f742231b10e8888abcd99yyyzzz85a5",
            headers(&[
                ("x-chat-signature", "v0=a5a7433016eceae5185fbd4a6969de019f7f64869cec4fb396549caeb014a596"),
                ("x-chat-request-timestamp", "1767225600"),
            ]),
        ),
        (
            "shop",
            shop,
            "plain-secret",
            headers(&[("x-shop-hmac-sha256", "PllEv69UQlcdLMxzazrFu2jlN9F82BiqhnwVhWeJ/n4=")]),
        ),
        (
            "lamps",
            lamps,
            "00ff10",
            headers(&[
                (
                    "x-lamps-signature",
                    "M9nETkItHEh2FvJGQ+RT5X7ZgmaQ09xEDv+5iDtD6JNxWCJJaIp12wVlA+Sb0Jhscsq/5nM0SJyjzcJBjKT3sA==",
                ),
                ("x-lamps-id", "m1"),
                ("x-lamps-milliseconds", "1767225600000"),
            ]),
        ),
    ]
}

#[test]
fn documented_schemes() {
    for (name, scheme, secret, right) in vendors() {
        let verifier = WebhookVerifier::<Event>::new(scheme, secret).unwrap();
        let delivery =
            verifier.verify_at(&right, BODY, at(TIME)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let Event::Lit(body) = delivery.payload else { panic!("{name}") };
        assert_eq!(body["lamp"]["name"], "Nordlicht");
        assert_eq!(delivery.timestamp, scheme_has_time(name).then(|| at(TIME)), "{name}");

        let mut tampered = BODY.to_vec();
        for at_byte in 0..tampered.len() {
            tampered[at_byte] ^= 1;
            let found = verifier.verify_at(&right, &tampered, at(TIME));
            assert_eq!(problem(found), WebhookProblem::Signature, "{name}, byte {at_byte}");
            tampered[at_byte] ^= 1;
        }
        let other = WebhookVerifier::<Event>::new(scheme, &*format!("ff{secret}")).unwrap();
        assert_eq!(problem(other.verify_at(&right, BODY, at(TIME))), WebhookProblem::Signature, "{name}");
        // While a secret is replaced, both are good.
        let both = other.or_secret(secret).unwrap();
        assert!(both.verify_at(&right, BODY, at(TIME)).is_ok(), "{name}");
        assert_eq!(
            problem(verifier.verify_at(&HeaderMap::new(), BODY, at(TIME))),
            WebhookProblem::MissingHeader
        );
        // Times that are signed run out.
        let late = verifier.verify_at(&right, BODY, at(TIME + 301));
        match scheme_has_time(name) {
            true => assert_eq!(problem(late), WebhookProblem::Timestamp, "{name}"),
            false => assert!(late.is_ok(), "{name}"),
        }
        // What it signs itself is right, and shows no secret.
        let made = verifier.sign("m2", at(TIME), BODY);
        assert!(verifier.verify_at(&made, BODY, at(TIME)).is_ok(), "{name}: {made:?}");
        assert!(!format!("{verifier:?}").contains(secret), "{verifier:?}");
    }
}

fn scheme_has_time(name: &str) -> bool {
    ["till", "chat", "lamps"].contains(&name)
}

/// A timestamp beside the signed one, or one that is no number, helps nobody.
#[test]
fn timestamps_are_those_that_are_signed() {
    let (_, scheme, secret, right) = vendors().into_iter().find(|(name, ..)| *name == "till").unwrap();
    let verifier = WebhookVerifier::<Event>::new(scheme, secret).unwrap();
    let value = right["till-signature"].to_str().unwrap();
    for time in ["1767226600", "x", "", "-1", "99999999999999999999"] {
        let moved = headers(&[("till-signature", &value.replace("1767225600", time))]);
        assert_eq!(
            problem(verifier.verify_at(&moved, BODY, at(TIME + 1000))),
            WebhookProblem::Signature,
            "{time}"
        );
    }
    let without = headers(&[("till-signature", &value.replace("t=1767225600,", ""))]);
    assert_eq!(problem(verifier.verify_at(&without, BODY, at(TIME))), WebhookProblem::InvalidHeader);
}

#[test]
fn text_that_its_sender_wrote_as_ascii() {
    let scheme = SignatureScheme::new("x-signature", "{signature}").as_ascii();
    let verifier = WebhookVerifier::<Event>::new(scheme, "s3cret").unwrap();
    let right =
        headers(&[("x-signature", "57CC81BF44F493CBAFD38383CB838E94A1D67452633F8787287AF4A93569CAF7")]);
    let delivery = verifier.verify_at(&right, "{\"name\":\"Café 😀\"}".as_bytes(), at(TIME)).unwrap();
    assert_eq!(delivery.payload, Event::Other(String::new()));
}

#[test]
fn payloads_that_cannot_be_read() {
    let scheme = SignatureScheme::new("x-signature", "{signature}");
    let verifier = WebhookVerifier::<Event>::new(scheme, "k").unwrap();
    let body = b"not JSON";
    let signed = verifier.sign("", at(TIME), body);
    let error = verifier.verify(&signed, body).unwrap_err();
    assert_eq!(error.problem(), WebhookProblem::Payload);
    assert!(error.decode_error().is_some(), "{error}");

    struct ByHeader;
    impl WebhookPayload for ByHeader {
        const EVENT: EventName = EventName::Header("x-event");
        fn read(event: &str, _: &[u8]) -> Result<Self, DecodeError> {
            if event == "lit" { Ok(ByHeader) } else { Err(DecodeError::new("unknown")) }
        }
    }
    let verifier = WebhookVerifier::<ByHeader>::new(scheme, "k").unwrap();
    let mut signed = verifier.sign("", at(TIME), body);
    assert_eq!(verifier.verify(&signed, body).err().unwrap().problem(), WebhookProblem::MissingHeader);
    signed.insert("x-event", "lit".parse().unwrap());
    assert!(verifier.verify(&signed, body).is_ok());
}
