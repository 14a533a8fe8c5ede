//! The documented operations of Prometheus.

use crate::calls::{Calls, Checks};
use prometheus::querying::*;
use prometheus::{Auth, Client, Value};
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The status that each response has.
fn success(status: &Option<String>, wrong: &mut Checks) {
    wrong.equal("status", status.as_deref(), Some("success"));
}

fn seconds(ago: u64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is later than 1970");
    (now.as_secs() - ago).to_string()
}

/// The value of a sample: `[time, "value"]`.
fn sample(value: &Value) -> Option<&str> {
    value.as_array().filter(|pair| pair.len() == 2 && pair[0].is_number())?[1].as_str()
}

/// A label of the series of a result.
fn label<'v>(series: &'v Value, name: &str) -> Option<&'v str> {
    series["metric"][name].as_str()
}

pub async fn call(calls: &mut Calls, url: &str) {
    let client = Client::builder().base_url(url).auth(Auth::none()).build().expect("a client");
    wait_for_samples(&client).await;
    queries(calls, &client).await;
    metadata(calls, &client).await;
    state(calls, &client).await;
    status(calls, &client).await;
    administration(calls, &client).await;
    management(calls, &client).await;
}

/// Waits until the server has scraped itself a few times, and evaluated its rules.
async fn wait_for_samples(client: &Client) {
    for _ in 0..100 {
        let request = InstantQueriesRequest::default().with_query("job:up:sum");
        if let Ok(response) = client.querying().instant_queries(&request).await {
            let result = response.data.and_then(|data| data.result);
            if result.and_then(|result| result.as_array().map(|of| !of.is_empty())) == Some(true) {
                break;
            }
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
}

async fn queries(calls: &mut Calls, client: &Client) {
    let api = client.querying();
    let request = |query: &str| InstantQueriesRequest { query: Some(query.into()), ..Default::default() };
    let vector = |response: &InstantQueriesResponse, wrong: &mut Checks| {
        success(&response.status, wrong);
        let data = response.data.clone().unwrap_or_default();
        wrong.equal("resultType", data.result_type.as_deref(), Some("vector"));
        let result = data.result.unwrap_or_default();
        wrong.equal("job", label(&result[0], "job"), Some("prometheus"));
        wrong.equal("room", label(&result[0], "room"), Some("attic"));
        wrong.equal("value", sample(&result[0]["value"]), Some("1"));
    };
    calls.call("GET /api/v1/query", api.instant_queries(&request("up")), vector).await;
    calls.call("POST /api/v1/query", api.instant_queries_2(&request("up")), vector).await;
    for (query, kind) in [("1 + 1", "scalar"), ("\"lamp\"", "string"), ("up[5s]", "matrix")] {
        calls
            .call("GET /api/v1/query", api.instant_queries(&request(query)), |response, wrong| {
                let data = response.data.clone().unwrap_or_default();
                wrong.equal("resultType", data.result_type.as_deref(), Some(kind));
            })
            .await;
    }
    calls
        .fail("GET /api/v1/query", api.instant_queries(&request("up{")), |error, wrong| {
            wrong.equal("status", error.status(), Some(400));
        })
        .await;

    let range = RangeQueriesRequest {
        query: Some("up".into()),
        start: Some(seconds(3)),
        end: Some(seconds(1)),
        step: Some("1s".into()),
        ..Default::default()
    };
    let matrix = |response: &RangeQueriesResponse, wrong: &mut Checks| {
        success(&response.status, wrong);
        let data = response.data.clone().unwrap_or_default();
        wrong.equal("resultType", data.result_type.as_deref(), Some("matrix"));
        let series = data.result.first().cloned().unwrap_or_default();
        let labels = series.metric.unwrap_or_default();
        wrong.equal("job", labels.get("job").map(String::as_str), Some("prometheus"));
        let values = series.values.first().cloned().unwrap_or_default();
        let is_sample = matches!(
            values.as_slice(),
            [RangeQueriesResponseDataResultValue::Number(_), RangeQueriesResponseDataResultValue::Text(one)] if one == "1"
        );
        wrong.holds("a sample is a time and the text of a number", is_sample);
    };
    calls.call("GET /api/v1/query_range", api.range_queries(&range), matrix).await;
    calls.call("POST /api/v1/query_range", api.range_queries_2(&range), matrix).await;

    let format = FormattingQueryExpressionsRequest { query: Some("lit/all".into()) };
    let formatted = |response: &FormattingQueryExpressionsResponse, wrong: &mut Checks| {
        success(&response.status, wrong);
        wrong.equal("data", response.data.as_deref(), Some("lit / all"));
    };
    calls.call("GET /api/v1/format_query", api.formatting_query_expressions(&format), formatted).await;
    calls.call("POST /api/v1/format_query", api.formatting_query_expressions_2(&format), formatted).await;

    let exemplars = QueryingExemplarsRequest {
        query: Some("up".into()),
        start: Some(seconds(60)),
        end: Some(seconds(0)),
    };
    let none = |response: &QueryingExemplarsResponse, wrong: &mut Checks| {
        success(&response.status, wrong);
        wrong.holds("there is no exemplar of `up`", response.data.is_empty());
    };
    calls.call("GET /api/v1/query_exemplars", api.querying_exemplars(&exemplars), none).await;
    calls.call("POST /api/v1/query_exemplars", api.querying_exemplars_2(&exemplars), none).await;
}

async fn metadata(calls: &mut Calls, client: &Client) {
    let api = client.querying();
    let several = || Some(vec!["up".to_owned(), "job:up:sum".to_owned()]);
    let series = |response: &FindingSeriesByLabelMatchersResponse, wrong: &mut Checks| {
        success(&response.status, wrong);
        let names: Vec<&str> =
            response.data.iter().filter_map(|labels| labels.get("__name__").map(String::as_str)).collect();
        wrong.holds("both selectors count", names.contains(&"up") && names.contains(&"job:up:sum"));
    };
    let request = CommonRequest { r#match: several(), ..Default::default() };
    calls.call("GET /api/v1/series", api.finding_series_by_label_matchers(&request), series).await;
    let request = FindingSeriesByLabelMatchers2Request { r#match: several(), ..Default::default() };
    calls.call("POST /api/v1/series", api.finding_series_by_label_matchers_2(&request), series).await;

    let names = |response: &LabelResponse, wrong: &mut Checks| {
        success(&response.status, wrong);
        for name in ["__name__", "job", "room"] {
            wrong.holds(name, response.data.iter().any(|of| of == name));
        }
    };
    let request = CommonRequest { start: Some(seconds(60)), end: Some(seconds(0)), ..Default::default() };
    calls.call("GET /api/v1/labels", api.getting_label_names(&request), names).await;
    calls.call("POST /api/v1/labels", api.getting_label_names_2(&request), names).await;
    calls
        .call("GET /api/v1/label/{label_name}/values", api.querying_label_values("room", &request), |of, wrong| {
            success(&of.status, wrong);
            wrong.equal("data", of.data.clone(), vec!["attic".to_owned()]);
        })
        .await;

    let request = QueryingTargetMetadataRequest {
        metric: Some("go_goroutines".into()),
        match_target: Some("{job=\"prometheus\"}".into()),
        ..Default::default()
    };
    calls
        .call("GET /api/v1/targets/metadata", api.querying_target_metadata(&request), |of, wrong| {
            success(&of.status, wrong);
            let first = of.data.first().cloned().unwrap_or_default();
            wrong.equal("type", first.r#type.as_deref(), Some("gauge"));
            wrong.holds("help", first.help.is_some_and(|help| !help.is_empty()));
            wrong.equal("room", first.target.unwrap_or_default().get("room").map(String::as_str), Some("attic"));
        })
        .await;
    let request = QueryingMetricMetadataRequest { metric: Some("go_goroutines".into()), ..Default::default() };
    calls
        .call("GET /api/v1/metadata", api.querying_metric_metadata(&request), |of, wrong| {
            success(&of.status, wrong);
            let known = serde_json::to_value(&of.data).unwrap_or_default();
            wrong.equal("type", known["go_goroutines"][0]["type"].as_str(), Some("gauge"));
        })
        .await;
}

async fn state(calls: &mut Calls, client: &Client) {
    let api = client.querying();
    calls
        .call("GET /api/v1/targets", api.http_api_targets(&Default::default()), |of, wrong| {
            success(&of.status, wrong);
            let data = of.data.clone().unwrap_or_default();
            let active = data.active_targets.first().cloned().unwrap_or_default();
            wrong.equal("health", active.health.as_deref(), Some("up"));
            wrong.equal("scrapePool", active.scrape_pool.as_deref(), Some("prometheus"));
            wrong.equal("scrapeInterval", active.scrape_interval.as_deref(), Some("1s"));
            wrong.holds("lastScrapeDuration", active.last_scrape_duration.is_some_and(|time| time > 0.0));
            wrong.equal("room", active.labels.unwrap_or_default().get("room").map(String::as_str), Some("attic"));
            let dropped = data.dropped_targets.first().cloned().unwrap_or_default();
            let labels = dropped.discovered_labels.unwrap_or_default();
            wrong.equal("job", labels.get("job").map(String::as_str), Some("dropped"));
        })
        .await;
    let request = HttpApiTargetsRequest { state: Some("active".into()) };
    calls
        .call("GET /api/v1/targets", api.http_api_targets(&request), |of, wrong| {
            let data = of.data.clone().unwrap_or_default();
            wrong.holds("no dropped targets", data.dropped_targets.is_empty());
            wrong.equal("active targets", data.active_targets.len(), 1);
        })
        .await;
    let request = HttpApiRulesRequest { r#type: Some(HttpApiRulesRequestType::Alert) };
    calls
        .call("GET /api/v1/rules", api.http_api_rules(&request), |of, wrong| {
            success(&of.status, wrong);
            let group = of.data.clone().unwrap_or_default().groups.first().cloned().unwrap_or_default();
            wrong.equal("group", group.name.as_deref(), Some("lamps"));
            wrong.equal("interval", group.interval, Some(1));
            wrong.equal("rules", group.rules.len(), 1);
            let rule = group.rules.first().cloned().unwrap_or_default();
            wrong.equal("type", rule.r#type.as_deref(), Some("alerting"));
            let alert = rule.alerts.first().cloned().unwrap_or_default();
            wrong.equal("state", alert.state.as_deref(), Some("firing"));
            let labels = alert.labels.unwrap_or_default();
            wrong.equal("severity", labels.get("severity").map(String::as_str), Some("page"));
        })
        .await;
    let request = HttpApiRulesRequest { r#type: Some(HttpApiRulesRequestType::Record) };
    calls
        .call("GET /api/v1/rules", api.http_api_rules(&request), |of, wrong| {
            let group = of.data.clone().unwrap_or_default().groups.first().cloned().unwrap_or_default();
            let rule = group.rules.first().cloned().unwrap_or_default();
            wrong.equal("name", rule.name.as_deref(), Some("job:up:sum"));
            wrong.equal("health", rule.health.as_deref(), Some("ok"));
        })
        .await;
    calls
        .call("GET /api/v1/alerts", api.http_api_alerts(), |of, wrong| {
            success(&of.status, wrong);
            let alert = of.data.clone().unwrap_or_default().alerts.first().cloned().unwrap_or_default();
            let labels = alert.labels.unwrap_or_default();
            wrong.equal("alertname", labels.get("alertname").map(String::as_str), Some("Lit"));
            let annotations = alert.annotations.unwrap_or_default();
            wrong.equal("summary", annotations.get("summary").map(String::as_str), Some("A lamp is lit"));
        })
        .await;
    calls
        .call("GET /api/v1/alertmanagers", api.http_api_alertmanagers(), |of, wrong| {
            success(&of.status, wrong);
            let data = of.data.clone().unwrap_or_default();
            let url = data.active_alertmanagers.first().and_then(|of| of.url.clone()).unwrap_or_default();
            wrong.holds("url", url.starts_with("http://127.0.0.1:9/api/"));
        })
        .await;
}

async fn status(calls: &mut Calls, client: &Client) {
    let api = client.querying();
    calls
        .call("GET /api/v1/status/config", api.http_api_config(), |of, wrong| {
            let yaml = of.data.clone().unwrap_or_default().yaml.unwrap_or_default();
            wrong.holds("the file that is loaded", yaml.contains("job_name: prometheus"));
        })
        .await;
    calls
        .call("GET /api/v1/status/flags", api.http_api_flags(), |of, wrong| {
            let flags: BTreeMap<String, String> = of.data.clone().unwrap_or_default();
            wrong.equal("flag", flags.get("web.enable-admin-api").map(String::as_str), Some("true"));
        })
        .await;
    calls
        .call("GET /api/v1/status/runtimeinfo", api.runtime_information(), |of, wrong| {
            let data = of.data.clone().unwrap_or_default();
            wrong.equal("reloadConfigSuccess", data.reload_config_success, Some(true));
            wrong.holds("goroutineCount", data.goroutine_count.is_some_and(|count| count > 0));
            wrong.equal("storageRetention", data.storage_retention.as_deref(), Some("15d"));
        })
        .await;
    calls
        .call("GET /api/v1/status/buildinfo", api.build_information(), |of, wrong| {
            let data = of.data.clone().unwrap_or_default();
            wrong.holds("version", data.version.is_some_and(|version| version.starts_with("2.")));
            wrong.holds("goVersion", data.go_version.is_some_and(|version| version.starts_with("go1.")));
        })
        .await;
    calls
        .call("GET /api/v1/status/tsdb", api.tsdb_stats(), |of, wrong| {
            let data = of.data.clone().unwrap_or_default();
            let head = data.head_stats.unwrap_or_default();
            wrong.holds("numSeries", head.num_series.is_some_and(|count| count > 100));
            wrong.holds("minTime", head.min_time <= head.max_time);
            wrong.holds("counts by metric", !data.series_count_by_metric_name.is_empty());
        })
        .await;
    calls
        .call("GET /api/v1/status/walreplay", api.wal_replay_stats(), |of, wrong| {
            success(&of.status, wrong);
            // The page shows a `state`, too, which this version does not send.
            let data = of.data.clone().unwrap_or_default();
            wrong.holds("min and max", data.min.is_some() && data.min <= data.max);
        })
        .await;
}

async fn administration(calls: &mut Calls, client: &Client) {
    let api = client.querying();
    let request = HttpApiSnapshotRequest { skip_head: Some(false) };
    let named = |of: &HttpApiSnapshotResponse, wrong: &mut Checks| {
        let name = of.data.clone().unwrap_or_default().name.unwrap_or_default();
        wrong.holds("the name of a folder", name.starts_with("20") && name.contains("Z-"));
    };
    calls.call("POST /api/v1/admin/tsdb/snapshot", api.http_api_snapshot(&request), named).await;
    calls.call("PUT /api/v1/admin/tsdb/snapshot", api.http_api_snapshot_2(&request), named).await;
    let request = CommonRequest { r#match: Some(vec!["job:up:sum".into()]), ..Default::default() };
    calls.call("POST /api/v1/admin/tsdb/delete_series", api.delete_series(&request), |_, _| {}).await;
    calls.call("PUT /api/v1/admin/tsdb/delete_series", api.delete_series_2(&request), |_, _| {}).await;
    calls.call("POST /api/v1/admin/tsdb/clean_tombstones", api.clean_tombstones(), |_, _| {}).await;
    calls.call("PUT /api/v1/admin/tsdb/clean_tombstones", api.clean_tombstones_2(), |_, _| {}).await;
}

async fn management(calls: &mut Calls, client: &Client) {
    let api = client.management();
    calls
        .call("GET /-/healthy", api.health_check(), |of, wrong| {
            wrong.holds("a text", String::from_utf8_lossy(of).contains("Healthy"));
        })
        .await;
    calls.call("HEAD /-/healthy", api.health_check_2(), |of, wrong| wrong.holds("no body", of.is_empty())).await;
    calls
        .call("GET /-/ready", api.readiness_check(), |of, wrong| {
            wrong.holds("a text", String::from_utf8_lossy(of).contains("Ready"));
        })
        .await;
    calls.call("HEAD /-/ready", api.readiness_check_2(), |of, wrong| wrong.holds("no body", of.is_empty())).await;
    calls.call("PUT /-/reload", api.management_api_reload(), |_, _| {}).await;
    calls.call("POST /-/reload", api.management_api_reload_2(), |_, _| {}).await;
    calls.leave_out("PUT /-/quit", "it stops the server; `POST` does");
    calls.call("POST /-/quit", api.management_api_quit_2(), |_, _| {}).await;
}
