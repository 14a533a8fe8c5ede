//! The documented operations of Synapse: of its admin API, and those of the client-server API that it takes to have
//! something to administer.

use crate::calls::{Calls, Checks};
use hmac::{Hmac, Mac};
use sha1::Sha1;
use synapse::client_server::*;
use synapse::event_reports::*;
use synapse::register::*;
use synapse::registration_tokens::*;
use synapse::rooms::*;
use synapse::user_admin::*;
use synapse::{Auth, Bytes, Client, Secret};

/// As in `homeserver.yaml`.
const SECRET: &[u8] = b"the secret of the lamps";
const MARA: &str = "@mara:lamps.example";
const EDO: &str = "@edo:lamps.example";

fn client(url: &str, auth: Auth) -> Client {
    Client::builder().base_url(url).auth(auth).build().expect("a client")
}

/// The digest that registration asks for.
fn digest(parts: [&str; 4]) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(SECRET).expect("a key of any length");
    mac.update(parts.join("\0").as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub async fn call(calls: &mut Calls, url: &str) {
    let Some(token) = register(calls, &client(url, Auth::none())).await else { return };
    let admin = client(url, Auth::bearer(token.expose()));
    accounts(calls, url, &admin).await;
    let Some(token) = logged_in(calls, url).await else { return };
    let edo = client(url, Auth::bearer(token.expose()));
    let Some((room, event)) = talk(calls, &edo).await else { return };
    media(calls, &admin, &edo).await;
    devices(calls, &admin).await;
    limits(calls, &admin).await;
    reports(calls, &admin, &room, &event).await;
    tokens(calls, &admin).await;
    rooms(calls, &admin, &room, &event).await;
    others(calls, &admin).await;
    endings(calls, &admin).await;
}

async fn register(calls: &mut Calls, client: &Client) -> Option<Secret> {
    let nonce = calls
        .call("GET /_synapse/admin/v1/register", client.register().get_synapse_admin_register(), |of, wrong| {
            wrong.holds("nonce", of.nonce.as_ref().is_some_and(|nonce| nonce.len() > 20));
        })
        .await?
        .nonce?;
    let request = PostSynapseAdminRegisterRequest {
        mac: Some(digest([&nonce, "mara", "correct horse", "admin"])),
        nonce: Some(nonce),
        username: Some("mara".into()),
        displayname: Some("Mara Quist".into()),
        password: Some("correct horse".into()),
        admin: Some(true),
    };
    let made = client.register().post_synapse_admin_register(&request);
    calls
        .call("POST /_synapse/admin/v1/register", made, |of, wrong| {
            wrong.equal("user_id", of.user_id.as_deref(), Some(MARA));
            wrong.equal("home_server", of.home_server.as_deref(), Some("lamps.example"));
        })
        .await?
        .access_token
}

async fn accounts(calls: &mut Calls, url: &str, admin: &Client) {
    let api = admin.user_admin();
    let request = CreateOrModifyAccountRequest {
        password: Some("battery staple".into()),
        displayname: Some("Edo".into()),
        threepids: Some(vec![CreateOrModifyAccountRequestThreepid {
            medium: Some("email".into()),
            address: Some("edo@lamps.example".into()),
            ..Default::default()
        }]),
        ..Default::default()
    };
    calls.call("PUT /_synapse/admin/v2/users/{user_id}", api.create_or_modify_account(EDO, &request), |_, _| {}).await;
    let request = CreateOrModifyAccountRequest { displayname: Some("Edo Vance".into()), ..Default::default() };
    calls.call("PUT /_synapse/admin/v2/users/{user_id}", api.create_or_modify_account(EDO, &request), |_, _| {}).await;
    calls
        .call("GET /_synapse/admin/v2/users/{user_id}", api.query_user_account(EDO), |of, wrong| {
            wrong.equal("name", of.name.as_deref(), Some(EDO));
            wrong.equal("displayname", of.displayname.as_deref(), Some("Edo Vance"));
            wrong.equal("deactivated", of.deactivated, Some(false));
            let address = of.threepids.first().and_then(|of| of.address.clone());
            wrong.equal("address", address.as_deref(), Some("edo@lamps.example"));
        })
        .await;
    calls
        .fail("GET /_synapse/admin/v2/users/{user_id}", api.query_user_account("@nobody:lamps.example"), |error, wrong| {
            wrong.equal("status", error.status(), Some(404));
        })
        .await;
    let nobody = client(url, Auth::none());
    calls
        .fail("GET /_synapse/admin/v2/users/{user_id}", nobody.user_admin().query_user_account(EDO), |error, wrong| {
            wrong.equal("status", error.status(), Some(401));
        })
        .await;
    let request = ListAccountsRequest { limit: Some(1), guests: Some(false), ..Default::default() };
    let first = calls
        .call("GET /_synapse/admin/v2/users", api.list_accounts(&request), |of, wrong| {
            wrong.equal("total", of.total, Some(2));
            wrong.equal("users", of.users.len(), 1);
            wrong.equal("name", of.users[0].name.as_deref(), Some(EDO));
        })
        .await;
    let from = first.and_then(|of| of.next_token).and_then(|token| token.parse().ok());
    let request = ListAccountsRequest { from, limit: Some(1), ..Default::default() };
    calls
        .call("GET /_synapse/admin/v2/users", api.list_accounts(&request), |of, wrong| {
            wrong.equal("name", of.users[0].name.as_deref(), Some(MARA));
            wrong.equal("admin", of.users[0].admin, Some(true));
            wrong.holds("creation_ts", of.users[0].creation_ts.is_some_and(|ts| ts > 1_500_000_000_000));
        })
        .await;
    let is_admin = "GET /_synapse/admin/v1/users/{user_id}/admin";
    let check = |expected: bool| {
        move |of: &GetWhetherAUserIsAServerAdministratorOrNotResponse, wrong: &mut Checks| {
            wrong.equal("admin", of.admin, Some(expected));
        }
    };
    calls.call(is_admin, api.get_whether_a_user_is_a_server_administrator_or_not(EDO), check(false)).await;
    for admin in [true, false] {
        let request = ChangeWhetherAUserIsAServerAdministratorOrNotRequest { admin: Some(admin) };
        let change = api.change_whether_a_user_is_a_server_administrator_or_not(EDO, &request);
        calls.call("PUT /_synapse/admin/v1/users/{user_id}/admin", change, |_, _| {}).await;
        calls.call(is_admin, api.get_whether_a_user_is_a_server_administrator_or_not(EDO), check(admin)).await;
    }
    for (name, free) in [("ines", true)] {
        let request = CheckUsernameAvailabilityRequest { username: name.into() };
        calls
            .call("GET /_synapse/admin/v1/username_available", api.check_username_availability(&request), |of, wrong| {
                wrong.equal("available", of.available, Some(free));
            })
            .await;
    }
    let find = "GET /_synapse/admin/v1/threepid/{medium}/users/{address}";
    calls
        .call(find, api.find_a_user_based_on_their_third_party_id("email", "edo@lamps.example"), |of, wrong| {
            wrong.equal("user_id", of.user_id.as_deref(), Some(EDO));
        })
        .await;
    calls
        .fail(find, api.find_a_user_based_on_their_third_party_id("email", "no@lamps.example"), |error, wrong| {
            let body = error.documented();
            wrong.holds("the documented body", format!("{body:?}").contains("M_NOT_FOUND"));
        })
        .await;
}

async fn logged_in(calls: &mut Calls, url: &str) -> Option<Secret> {
    let nobody = client(url, Auth::none());
    let api = nobody.client_server();
    calls
        .call("GET /_matrix/client/versions", api.get_matrix_client_versions(), |of, wrong| {
            wrong.holds("v1.1", of.versions.iter().any(|version| version == "v1.1"));
        })
        .await;
    let login = |password: &str| PostMatrixClientLoginRequest {
        identifier: Some(PostMatrixClientLoginRequestIdentifier {
            r#type: "m.id.user".into(),
            user: Some("edo".into()),
            ..Default::default()
        }),
        password: Some(password.into()),
        device_id: Some("PHONE".into()),
        initial_device_display_name: Some("Edo's phone".into()),
        ..PostMatrixClientLoginRequest::new(PostMatrixClientLoginRequestType::MLoginPassword)
    };
    calls
        .fail("POST /_matrix/client/v3/login", api.post_matrix_client_login(&login("wrong")), |error, wrong| {
            wrong.equal("status", error.status(), Some(403));
        })
        .await;
    let token = calls
        .call("POST /_matrix/client/v3/login", api.post_matrix_client_login(&login("battery staple")), |of, wrong| {
            wrong.equal("user_id", of.user_id.as_deref(), Some(EDO));
            wrong.equal("device_id", of.device_id.as_deref(), Some("PHONE"));
        })
        .await?
        .access_token?;
    let edo = client(url, Auth::bearer(token.expose()));
    calls
        .call(
            "GET /_matrix/client/v3/account/whoami",
            edo.client_server().get_matrix_client_account_whoami(),
            |of, wrong| wrong.equal("user_id", of.user_id.as_deref(), Some(EDO)),
        )
        .await;
    Some(token)
}

/// A room with a message.
async fn talk(calls: &mut Calls, edo: &Client) -> Option<(String, String)> {
    let api = edo.client_server();
    let request = PostMatrixClientCreateRoomRequest {
        name: Some("The attic".into()),
        topic: Some("Bulbs and wires".into()),
        preset: Some(PostMatrixClientCreateRoomRequestPreset::PublicChat),
        room_alias_name: Some("attic".into()),
        ..Default::default()
    };
    let room = calls
        .call("POST /_matrix/client/v3/createRoom", api.post_matrix_client_create_room(&request), |of, wrong| {
            wrong.holds("room_id", of.room_id.as_ref().is_some_and(|id| id.starts_with('!')));
        })
        .await?
        .room_id?;
    let request =
        PutMatrixClientRoomsSendByTxnIdRequest { body: Some("hello".into()), msgtype: Some("m.text".into()) };
    let send = api.put_matrix_client_rooms_send_by_txn_id(&room, "m.room.message", "1", &request);
    let event = calls
        .call("PUT /_matrix/client/v3/rooms/{roomId}/send/{eventType}/{txnId}", send, |of, wrong| {
            wrong.holds("event_id", of.event_id.as_ref().is_some_and(|id| id.starts_with('$')));
        })
        .await?
        .event_id?;
    let request =
        PostMatrixClientRoomsReportByEventIdRequest { reason: Some("too bright".into()), score: Some(-100) };
    let report = api.post_matrix_client_rooms_report_by_event_id(&room, &event, &request);
    calls.call("POST /_matrix/client/v3/rooms/{roomId}/report/{eventId}", report, |_, _| {}).await;
    Some((room, event))
}

async fn media(calls: &mut Calls, admin: &Client, edo: &Client) {
    let request = PostMatrixMediaUploadRequest {
        filename: Some("lamp.txt".into()),
        ..PostMatrixMediaUploadRequest::new(Bytes::from_static(b"a lamp"))
    };
    let upload = edo.client_server().post_matrix_media_upload(&request);
    calls
        .call("POST /_matrix/media/v3/upload", upload, |of, wrong| {
            let is_uri = of.content_uri.as_ref().is_some_and(|uri| uri.starts_with("mxc://lamps.example/"));
            wrong.holds("content_uri", is_uri);
        })
        .await;
    let list = "GET /_synapse/admin/v1/users/{user_id}/media";
    let request =
        ListMediaUploadedByAUserRequest { limit: Some(10), order_by: Some(ListMediaUploadedByAUserRequestOrderBy::MediaLength), ..Default::default() };
    calls
        .call(list, admin.user_admin().list_media_uploaded_by_a_user(EDO, &request), |of, wrong| {
            wrong.equal("total", of.total, Some(1));
            let first = of.media.first().cloned().unwrap_or_default();
            wrong.equal("upload_name", first.upload_name.as_deref(), Some("lamp.txt"));
            wrong.equal("media_length", first.media_length, Some(6));
            wrong.equal("media_type", first.media_type.as_deref(), Some("application/octet-stream"));
            wrong.equal("safe_from_quarantine", first.safe_from_quarantine, Some(false));
        })
        .await;
    let statistics = admin.statistics().users_media_usage_statistics(&Default::default());
    calls
        .call("GET /_synapse/admin/v1/statistics/users/media", statistics, |of, wrong| {
            let first = of.users.first().cloned().unwrap_or_default();
            wrong.equal("user_id", first.user_id.as_deref(), Some(EDO));
            wrong.equal("media_count", first.media_count, Some(1));
            wrong.equal("media_length", first.media_length, Some(6));
        })
        .await;
    let delete = admin.user_admin().delete_media_uploaded_by_a_user(EDO);
    calls
        .call("DELETE /_synapse/admin/v1/users/{user_id}/media", delete, |of, wrong| {
            wrong.equal("total", of.total, Some(1));
            wrong.equal("deleted", of.deleted_media.len(), 1);
        })
        .await;
    calls
        .call(list, admin.user_admin().list_media_uploaded_by_a_user(EDO, &request), |of, wrong| {
            wrong.equal("total", of.total, Some(0));
        })
        .await;
}

async fn devices(calls: &mut Calls, admin: &Client) {
    let api = admin.user_admin();
    let list = "GET /_synapse/admin/v2/users/{user_id}/devices";
    let one = "GET /_synapse/admin/v2/users/{user_id}/devices/{device_id}";
    for id in ["TABLET", "CLOCK", "RADIO"] {
        let request = CreateADeviceRequest { device_id: Some(id.into()) };
        let create = api.create_a_device(EDO, &request);
        calls.call("POST /_synapse/admin/v2/users/{user_id}/devices", create, |_, _| {}).await;
    }
    let request = UpdateADeviceRequest { display_name: Some("In the kitchen".into()) };
    let update = api.update_a_device(EDO, "TABLET", &request);
    calls.call("PUT /_synapse/admin/v2/users/{user_id}/devices/{device_id}", update, |_, _| {}).await;
    calls
        .call(one, api.show_a_device(EDO, "TABLET"), |of, wrong| {
            wrong.equal("display_name", of.display_name.as_deref(), Some("In the kitchen"));
            wrong.equal("user_id", of.user_id.as_deref(), Some(EDO));
        })
        .await;
    let delete = api.delete_a_device(EDO, "TABLET", &Default::default());
    calls.call("DELETE /_synapse/admin/v2/users/{user_id}/devices/{device_id}", delete, |_, _| {}).await;
    calls
        .fail(one, api.show_a_device(EDO, "TABLET"), |error, wrong| {
            wrong.equal("status", error.status(), Some(404));
        })
        .await;
    let request = DeleteMultipleDevicesRequest { devices: vec!["CLOCK".to_owned(), "RADIO".to_owned()].into(), ..Default::default() };
    let delete = api.delete_multiple_devices(EDO, &request);
    calls.call("POST /_synapse/admin/v2/users/{user_id}/delete_devices", delete, |_, _| {}).await;
    calls
        .call(list, api.list_all_devices(EDO), |of, wrong| {
            wrong.equal("total", of.total, Some(1));
            wrong.equal("device_id", of.devices[0].device_id.as_deref(), Some("PHONE"));
            wrong.equal("display_name", of.devices[0].display_name.as_deref(), Some("Edo's phone"));
        })
        .await;
    calls
        .call("GET /_synapse/admin/v1/whois/{user_id}", api.query_current_sessions_for_a_user(EDO), |of, wrong| {
            wrong.equal("user_id", of.user_id.as_deref(), Some(EDO));
            let devices = serde_json::to_value(&of.devices).unwrap_or_default();
            let ip = devices[""]["sessions"][0]["connections"][0]["ip"].as_str();
            wrong.equal("ip", ip, Some("127.0.0.1"));
        })
        .await;
    calls
        .call("GET /_synapse/admin/v1/users/{user_id}/pushers", api.list_all_pushers(EDO), |of, wrong| {
            wrong.equal("total", of.total, Some(0));
            wrong.holds("no pushers", of.pushers.is_empty());
        })
        .await;
    calls
        .call("GET /_synapse/admin/v1/users/{user_id}/accountdata", api.account_data(EDO), |of, wrong| {
            wrong.holds("account_data", of.account_data.is_some());
        })
        .await;
}

async fn limits(calls: &mut Calls, admin: &Client) {
    let api = admin.user_admin();
    let get = "GET /_synapse/admin/v1/users/{user_id}/override_ratelimit";
    let limit = |per_second: Option<i64>, burst: Option<i64>| {
        move |of: &RatelimitResponse, wrong: &mut Checks| {
            wrong.equal("messages_per_second", of.messages_per_second, per_second);
            wrong.equal("burst_count", of.burst_count, burst);
        }
    };
    calls.call(get, api.get_status_of_ratelimit(EDO), limit(None, None)).await;
    let request = SetRatelimitRequest { messages_per_second: Some(3), burst_count: Some(7), ..Default::default() };
    let set = api.set_ratelimit(EDO, &request);
    calls.call("POST /_synapse/admin/v1/users/{user_id}/override_ratelimit", set, limit(Some(3), Some(7))).await;
    calls.call(get, api.get_status_of_ratelimit(EDO), limit(Some(3), Some(7))).await;
    let delete = api.delete_ratelimit(EDO);
    calls.call("DELETE /_synapse/admin/v1/users/{user_id}/override_ratelimit", delete, |_, _| {}).await;
    calls.call(get, api.get_status_of_ratelimit(EDO), limit(None, None)).await;
    let shadow_banned = |expected: bool| {
        move |of: &QueryUserAccountResponse, wrong: &mut Checks| {
            wrong.equal("shadow_banned", of.shadow_banned, Some(expected));
        }
    };
    let user = "GET /_synapse/admin/v2/users/{user_id}";
    let ban = api.controlling_whether_a_user_is_shadow_banned(EDO);
    calls.call("POST /_synapse/admin/v1/users/{user_id}/shadow_ban", ban, |_, _| {}).await;
    calls.call(user, api.query_user_account(EDO), shadow_banned(true)).await;
    let free = api.delete_synapse_admin_users_shadow_ban(EDO);
    calls.call("DELETE /_synapse/admin/v1/users/{user_id}/shadow_ban", free, |_, _| {}).await;
    calls.call(user, api.query_user_account(EDO), shadow_banned(false)).await;
}

async fn reports(calls: &mut Calls, admin: &Client, room: &str, event: &str) {
    let api = admin.event_reports();
    let request = ShowReportedEventsRequest { limit: Some(5), user_id: Some(EDO.into()), ..Default::default() };
    let listed = calls
        .call("GET /_synapse/admin/v1/event_reports", api.show_reported_events(&request), |of, wrong| {
            wrong.equal("total", of.total, Some(1));
            let first = of.event_reports.first().cloned().unwrap_or_default();
            wrong.equal("reason", first.reason.as_deref(), Some("too bright"));
            wrong.equal("score", first.score, Some(-100));
            wrong.equal("event_id", first.event_id.as_deref(), Some(event));
            wrong.equal("name", first.name.as_deref(), Some("The attic"));
        })
        .await;
    let id = listed.and_then(|of| of.event_reports.first()?.id).unwrap_or_default().to_string();
    calls
        .call(
            "GET /_synapse/admin/v1/event_reports/{report_id}",
            api.show_details_of_a_specific_event_report(&id),
            |of, wrong| {
                wrong.equal("room_id", of.room_id.as_deref(), Some(room));
                let event = of.event_json.clone().unwrap_or_default();
                wrong.equal("sender", event.sender.as_deref(), Some(EDO));
                wrong.equal("body", event.content.unwrap_or_default().body.as_deref(), Some("hello"));
            },
        )
        .await;
    let delete = api.delete_a_specific_event_report(&id);
    calls.call("DELETE /_synapse/admin/v1/event_reports/{report_id}", delete, |_, _| {}).await;
    calls
        .call("GET /_synapse/admin/v1/event_reports", api.show_reported_events(&request), |of, wrong| {
            wrong.equal("total", of.total, Some(0));
        })
        .await;
}

async fn tokens(calls: &mut Calls, admin: &Client) {
    let api = admin.registration_tokens();
    let request = CreateTokenRequest { token: Some("lamp".into()), uses_allowed: Some(2), ..Default::default() };
    calls
        .call("POST /_synapse/admin/v1/registration_tokens/new", api.create_token(&request), |of, wrong| {
            wrong.equal("token", of.token.as_ref().map(Secret::expose), Some("lamp"));
            wrong.equal("uses_allowed", of.uses_allowed, Some(2));
            wrong.equal("completed", of.completed, Some(0));
        })
        .await;
    let update = "PUT /_synapse/admin/v1/registration_tokens/{token}";
    let request = UpdateTokenRequest { expiry_time: Some(4_781_243_146_000), ..Default::default() };
    calls
        .call(update, api.update_token(&"lamp".into(), &request), |of, wrong| {
            wrong.equal("expiry_time", of.expiry_time, Some(4_781_243_146_000));
            wrong.equal("uses_allowed", of.uses_allowed, Some(2));
        })
        .await;
    let one = "GET /_synapse/admin/v1/registration_tokens/{token}";
    calls
        .call(one, api.get_one_token(&"lamp".into()), |of, wrong| {
            wrong.equal("pending", of.pending, Some(0));
        })
        .await;
    let list = "GET /_synapse/admin/v1/registration_tokens";
    for (valid, count) in [(true, 1), (false, 0)] {
        let request = ListAllTokensRequest { valid: Some(valid) };
        calls
            .call(list, api.list_all_tokens(&request), |of, wrong| {
                wrong.equal("tokens", of.registration_tokens.len(), count);
            })
            .await;
    }
    let delete = api.delete_token(&"lamp".into());
    calls.call("DELETE /_synapse/admin/v1/registration_tokens/{token}", delete, |_, _| {}).await;
    calls
        .fail(one, api.get_one_token(&"lamp".into()), |error, wrong| {
            wrong.equal("status", error.status(), Some(404));
            let body = format!("{:?}", error.documented());
            wrong.holds("the documented body", body.contains("M_NOT_FOUND"));
        })
        .await;
}

async fn rooms(calls: &mut Calls, admin: &Client, room: &str, event: &str) {
    let api = admin.rooms();
    let request = ListRoomApiRequest {
        order_by: Some(ListRoomApiRequestOrderBy::JoinedMembers),
        search_term: Some("attic".into()),
        ..Default::default()
    };
    calls
        .call("GET /_synapse/admin/v1/rooms", api.list_room_api(&request), |of, wrong| {
            wrong.equal("total_rooms", of.total_rooms, Some(1));
            let first = of.rooms.first().cloned().unwrap_or_default();
            wrong.equal("room_id", first.room_id.as_deref(), Some(room));
            wrong.equal("canonical_alias", first.canonical_alias.as_deref(), Some("#attic:lamps.example"));
            wrong.equal("join_rules", first.join_rules, Some(RoomApiResponseJoinRules::Public));
            wrong.equal("joined_members", first.joined_members, Some(1));
        })
        .await;
    let join = synapse_join(admin, room);
    calls
        .call("POST /_synapse/admin/v1/join/{room_id_or_alias}", join, |of, wrong| {
            wrong.equal("room_id", of.room_id.as_deref(), Some(room));
        })
        .await;
    calls
        .call("GET /_synapse/admin/v1/rooms/{room_id}", api.room_details_api(room), |of, wrong| {
            wrong.equal("name", of.name.as_deref(), Some("The attic"));
            wrong.equal("topic", of.topic.as_deref(), Some("Bulbs and wires"));
            wrong.equal("joined_local_members", of.joined_local_members, Some(2));
            wrong.equal("creator", of.creator.as_deref(), Some(EDO));
            wrong.equal("forgotten", of.forgotten, Some(false));
        })
        .await;
    calls
        .call("GET /_synapse/admin/v1/rooms/{room_id}/members", api.room_members_api(room), |of, wrong| {
            wrong.equal("total", of.total, Some(2));
            wrong.holds("both", [MARA, EDO].iter().all(|id| of.members.iter().any(|member| member == id)));
        })
        .await;
    calls
        .call("GET /_synapse/admin/v1/rooms/{room_id}/state", api.room_state_api(room), |of, wrong| {
            wrong.holds("m.room.create", of.state.iter().any(|of| of.r#type.as_deref() == Some("m.room.create")));
        })
        .await;
    let request = RoomMessagesApiRequest { dir: Some("b".into()), limit: Some(3), ..Default::default() };
    calls
        .call("GET /_synapse/admin/v1/rooms/{room_id}/messages", api.room_messages_api(room, &request), |of, wrong| {
            wrong.equal("chunk", of.chunk.len(), 3);
            wrong.holds("end", of.end.is_some());
            let said = of.chunk.iter().any(|of| of.content.clone().unwrap_or_default().body.as_deref() == Some("hello"));
            wrong.holds("the message", said);
        })
        .await;
    let request = RoomTimestampToEventApiRequest { ts: Some("4781243146000".into()), dir: Some("b".into()) };
    let nearest = api.room_timestamp_to_event_api(room, &request);
    calls
        .call("GET /_synapse/admin/v1/rooms/{room_id}/timestamp_to_event", nearest, |of, wrong| {
            wrong.holds("event_id", of.event_id.is_some() && !event.is_empty());
        })
        .await;
    let request = RoomApiRequest { user_id: Some(MARA.into()), ..Default::default() };
    let make = api.make_room_admin_api(room, &request);
    calls.call("POST /_synapse/admin/v1/rooms/{room_id_or_alias}/make_room_admin", make, |_, _| {}).await;
    for block in [true, false] {
        let request = BlockOrUnblockARoomRequest { block: Some(block), ..Default::default() };
        calls
            .call("PUT /_synapse/admin/v1/rooms/{room_id}/block", api.block_or_unblock_a_room(room, &request), |of, wrong| {
                wrong.equal("block", of.block, Some(block));
            })
            .await;
        calls
            .call("GET /_synapse/admin/v1/rooms/{room_id}/block", api.get_block_status(room), |of, wrong| {
                wrong.equal("block", of.block, Some(block));
                wrong.equal("user_id", of.user_id.as_deref(), block.then_some(MARA));
            })
            .await;
    }
    let joined = admin.user_admin().list_joined_rooms_of_a_user(EDO);
    calls
        .call("GET /_synapse/admin/v1/users/{user_id}/joined_rooms", joined, |of, wrong| {
            wrong.equal("total", of.total, Some(1));
            wrong.equal("room", of.joined_rooms.first().map(String::as_str), Some(room));
        })
        .await;
    let request = DeleteRoomApiRequest { purge: Some(true), message: Some("closed".into()), ..Default::default() };
    let deleted = calls
        .call("DELETE /_synapse/admin/v2/rooms/{room_id}", api.delete_room_api(room, &request), |of, wrong| {
            wrong.holds("delete_id", of.delete_id.is_some());
        })
        .await;
    let id = deleted.and_then(|of| of.delete_id).unwrap_or_default();
    for _ in 0..50 {
        let status = api.query_by_delete_id(&id).await.ok().and_then(|of| of.status);
        if status.as_deref() == Some("complete") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    calls
        .call("GET /_synapse/admin/v2/rooms/delete_status/{delete_id}", api.query_by_delete_id(&id), |of, wrong| {
            wrong.equal("status", of.status.as_deref(), Some("complete"));
            let kicked = of.shutdown_room.clone().unwrap_or_default().kicked_users;
            wrong.holds("kicked_users", kicked.iter().any(|id| id == EDO));
        })
        .await;
    calls
        .call("GET /_synapse/admin/v2/rooms/{room_id}/delete_status", api.query_by_room_id(room), |of, wrong| {
            let first = of.results.first().cloned().unwrap_or_default();
            wrong.equal("delete_id", first.delete_id.as_deref(), Some(id.as_str()));
        })
        .await;
}

fn synapse_join(
    admin: &Client,
    room: &str,
) -> impl Future<Output = Result<RoomResponse, synapse::Error>> + use<> {
    let request = RoomApiRequest { user_id: Some(MARA.into()), ..Default::default() };
    admin.room_membership().edit_room_membership_api(room, &request).into_future()
}

async fn others(calls: &mut Calls, admin: &Client) {
    calls
        .call("GET /_synapse/admin/v1/server_version", admin.version().version_api(), |of, wrong| {
            wrong.holds("server_version", of.server_version.as_ref().is_some_and(|of| of.starts_with("1.")));
        })
        .await;
    let api = admin.background_updates();
    calls
        .call("GET /_synapse/admin/v1/background_updates/status", api.background_updates_api_status(), |of, wrong| {
            wrong.equal("enabled", of.enabled, Some(true));
        })
        .await;
    for enabled in [false, true] {
        let request = synapse::background_updates::BackgroundUpdatesApiEnabledRequest { enabled: Some(enabled) };
        let set = api.background_updates_api_enabled(&request);
        calls
            .call("POST /_synapse/admin/v1/background_updates/enabled", set, |of, wrong| {
                wrong.equal("enabled", of.enabled, Some(enabled));
            })
            .await;
    }
    let request = synapse::background_updates::BackgroundUpdatesApiRunRequest {
        job_name: synapse::background_updates::BackgroundUpdatesApiRunRequestJobName::PopulateStatsProcessRooms.into(),
    };
    let run = api.background_updates_api_run(&request);
    calls.call("POST /_synapse/admin/v1/background_updates/start_job", run, |_, _| {}).await;
}

/// What ends sessions and accounts.
async fn endings(calls: &mut Calls, admin: &Client) {
    let api = admin.user_admin();
    let login = api.login_as_a_user(EDO, &Default::default());
    calls
        .call("POST /_synapse/admin/v1/users/{user_id}/login", login, |of, wrong| {
            wrong.holds("access_token", of.access_token.as_ref().is_some_and(|token| token.expose().len() > 10));
        })
        .await;
    let request = ResetPasswordRequest {
        new_password: Some("another horse".into()),
        logout_devices: Some(true),
        ..Default::default()
    };
    let reset = api.reset_password(EDO, &request);
    calls.call("POST /_synapse/admin/v1/reset_password/{user_id}", reset, |_, _| {}).await;
    let request = DeactivateAccountRequest { erase: Some(true) };
    let deactivate = api.deactivate_account(EDO, &request);
    calls.call("POST /_synapse/admin/v1/deactivate/{user_id}", deactivate, |_, _| {}).await;
    calls
        .call("GET /_synapse/admin/v2/users/{user_id}", api.query_user_account(EDO), |of, wrong| {
            wrong.equal("deactivated", of.deactivated, Some(true));
            wrong.equal("erased", of.erased, Some(true));
        })
        .await;
}
