use super::*;

#[test]
fn every_spelling_of_a_placeholder() {
    for path in [
        "/a/{id}/b",
        "/a/:id/b",
        "/a/<id>/b",
        "/a/[id]/b",
        "/a/{{id}}/b",
        "/a/{{ id }}/b",
        "/a/${id}/b",
        "/a/{id:int}/b",
        "/a/{id:[0-9]+}/b",
        "/a/{id:\\d{2,4}}/b",
        "/a/{id:[^/]+}/b",
        "/a/<int:id>/b",
        "/a/<id:int>/b",
        "/a/:id(\\d+)/b",
        "/a/%7Bid%7D/b",
        "/a/{id#SECTION/x}/b",
    ] {
        let template = read_template(path, &[]);
        assert_eq!(template.path.to_string(), "/a/{id}/b", "{path}");
        assert!(template.marks.greedy.is_empty() && template.marks.optional.is_empty(), "{path}");
    }
}

#[test]
fn greedy_and_optional_placeholders() {
    for path in [
        "/a/{+id}",
        "/a/{id+}",
        "/a/{*id}",
        "/a/{**id}",
        "/a/{id...}",
        "/a/:id+",
        "/a/*id",
        "/a/<path:id>",
        "/a/[...id]",
        "/a/{id:.*}",
        "/a/{id:path}",
        "/a/{id=files/*}",
        "/a/:id(.*)",
    ] {
        let template = read_template(path, &[]);
        assert_eq!(
            (template.path.to_string().as_str(), template.marks.greedy.len()),
            ("/a/{id}", 1),
            "{path}"
        );
    }
    for path in ["/a/{id?}", "/a/:id?", "/a/{id:int?}"] {
        let template = read_template(path, &[]);
        assert_eq!(
            (template.path.to_string().as_str(), template.marks.optional.len()),
            ("/a/{id}", 1),
            "{path}"
        );
        assert!(template.marks.greedy.is_empty(), "{path}");
    }
}

#[test]
fn what_stands_around_a_placeholder_stays() {
    for (path, expected) in [
        ("/files/{name}.json", "/files/{name}.json"),
        ("/orders/:id.json", "/orders/{id}.json"),
        ("/diff/:from..:to", "/diff/{from}..{to}"),
        ("/flights/:from-:to", "/flights/{from}-{to}"),
        ("/@:name", "/@{name}"),
        ("/users/:user-id", "/users/{user-id}"),
        ("/users/{user id}/posts", "/users/{user id}/posts"),
        ("/guilds/{guild.id}", "/guilds/{guild.id}"),
        ("/a/b:c", "/a/b:c"),
        ("/jobs/{id}:cancel", "/jobs/{id}:cancel"),
        ("/a{/id}{.format}", "/a/{id}.{format}"),
        ("/map/{lat,lng}", "/map/{lat},{lng}"),
        ("/a/{b", "/a/{b"),
    ] {
        assert_eq!(parse_template(path).to_string(), expected, "{path}");
    }
    let declared = ["order.id".to_owned()];
    assert_eq!(read_template("/a/:order.id", &declared).path.to_string(), "/a/{order.id}");
}

#[test]
fn one_name_twice_becomes_two() {
    let template = read_template("/users/:id/posts/:id", &[]);
    assert_eq!(template.path.to_string(), "/users/{id}/posts/{post_id}");
    assert_eq!(template.marks.repeated, [("id".to_owned(), "post_id".to_owned())]);
    assert_eq!(parse_template("/{a}{a}").to_string(), "/{a}{a_2}");
}

#[test]
fn places_in_and_outside_of_placeholders() {
    assert!(is_outside("/a/{b}?c", 6) && !is_outside("/a/{b?}", 5) && is_outside("/a/{b?c", 5));
}

#[test]
fn variables_of_a_shell() {
    let shown = |path: &str| parse_template(path).to_string();
    assert_eq!(shown("/subjects/$SUBJECT/versions"), "/subjects/{SUBJECT}/versions");
    assert_eq!(shown("/users/$user_id/name"), "/users/{user_id}/name");
    assert_eq!(shown("/lamps/$count"), "/lamps/$count");
}
