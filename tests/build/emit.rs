//! The wire tests as Rust: one function for each operation of the model.

use super::answers::{Answer, Body, answers, variations};
use super::typed::{Typed, arguments, minimal, outcome, path, payload, request, type_name};
use super::values::Values;
use super::wanted::{Credentials, Sent, requests, takes, wanted};
use docbind::model::{
    Api, AuthScheme, EnumSchema, EnumValue, Location, Operation, Schema, SchemaKind, Status,
};
use docbind::testing::lowering::{Answer as Decoded, Group, Method, Payload, RustCrate, TypeKind};
use std::fmt::Write;

/// The tests, and what could not be made a test, which is a fault of somebody.
pub fn emit(api: &Api, of: &RustCrate) -> String {
    let of = Typed { of, sent: false };
    let values = Values { api };
    let mut code = String::new();
    let mut faults = Vec::new();
    let mut table = String::new();
    for group in &of.groups {
        let mut calls = String::new();
        let operations: Vec<&Operation> =
            api.operations.iter().filter(|operation| operation.group == group.wire_name).collect();
        // Methods stand in the order of the model.
        if operations.len() != group.methods.len() {
            faults.push(format!(
                "{}: {} methods for {} operations",
                group.module,
                group.methods.len(),
                operations.len()
            ));
        }
        for (operation, method) in operations.into_iter().zip(&group.methods) {
            let mut case = Case {
                values: &values,
                of,
                group,
                method,
                operation,
                code: String::new(),
                expected: Vec::new(),
            };
            match case.emit() {
                Ok(()) => {
                    let name = format!("{}_{}", group.module.as_str(), method.ident.as_str());
                    writeln!(code, "async fn {name}(run: &mut Run) {{\n{}}}\n", case.code).unwrap();
                    writeln!(calls, "        {name}(run).await;").unwrap();
                }
                Err(fault) => faults.push(format!("{}: {fault}", case.title())),
            }
        }
        let name = group.module.as_str();
        writeln!(code, "async fn group_{name}(run: &mut Run) {{\n{calls}}}\n").unwrap();
        writeln!(code, "#[tokio::test]\nasync fn {name}() {{ check({:?}).await; }}\n", group.wire_name)
            .unwrap();
        let row =
            format!("({:?}, |run| Box::pin(group_{name}(run)), OnceCell::const_new())", group.wire_name);
        writeln!(table, "    {row},").unwrap();
    }
    emit_enums(api, of, &mut code, &mut faults);
    let count = of.groups.len();
    format!(
        "/// What could not be made a test.\npub const FAULTS: &[&str] = &{faults:?};\n\n\
         pub static GROUPS: [(&str, GroupTest, OnceCell<Report>); {count}] = [\n{table}];\n\n{code}"
    )
}

/// An operation, as the model has it and as the generated crate has it.
struct Case<'a> {
    values: &'a Values<'a>,
    of: Typed<'a>,
    group: &'a Group,
    method: &'a Method,
    operation: &'a Operation,
    code: String,
    /// The values that are expected: each once, as type and expression.
    expected: Vec<(String, String)>,
}

impl Case<'_> {
    fn title(&self) -> String {
        let Operation { group, id, method, path, place, .. } = self.operation;
        format!("{group}: {id} ({} {path}, {}:{})", method.as_str(), place.page, place.line)
    }

    fn emit(&mut self) -> Result<(), String> {
        let requests = requests(self.values, self.operation);
        let well = answers(self.values, self.operation, Status::is_success);
        let errors = answers(self.values, self.operation, Status::is_failure);
        let odd: Vec<Status> = self
            .operation
            .responses
            .iter()
            .map(|r| r.status)
            .filter(|status| !matches!(status, Status::Code(200..300 | 400..)))
            .collect();
        if !odd.is_empty() {
            return Err(format!("the wire tests do not cover the statuses {odd:?}"));
        }
        let first = well.first().cloned().unwrap_or_else(undescribed);
        let secrets = self.secrets(&requests, &well, &errors);
        writeln!(self.code, "    run.begin({:?}, &{secrets:?});", self.title()).unwrap();
        for (index, (title, sent)) in requests.iter().enumerate() {
            self.emit_request(index, sent)?;
            let check = self.answered(&first)?;
            self.exchange("Request", title, (index, sent), &first, &check)?;
        }
        let ((_, every), (_, required)) = (&requests[0], &requests[1]);
        for answer in &well {
            let check = self.answered(answer)?;
            self.exchange("Answer", &answer.title, (1, required), answer, &check)?;
        }
        for answer in variations(self.values, self.operation) {
            let check = self.answered(&answer)?;
            self.exchange("Variation", &answer.title, (1, required), &answer, &check)?;
        }
        for answer in &errors {
            let id = self.method.error.ok_or("it has documented errors, but no type for them")?;
            let expected = outcome(self.of, id, answer.status, &answer.body)?;
            let expected = self.expect(path(self.of, id), expected);
            let check = format!("run.failed(got, {}, {expected});", answer.status);
            self.exchange("Error", &answer.title, (1, required), answer, &check)?;
        }
        // It repeats what it was told, and can know no other secret.
        let answer = undocumented(&self.secrets(&requests[..1], &[], &[]));
        self.exchange("Undocumented", &answer.title, (0, every), &answer, "run.failed_otherwise(got, 418);")
    }

    /// Functions that give the request and what the server is to receive.
    fn emit_request(&mut self, index: usize, sent: &Sent) -> Result<(), String> {
        let credentials = match takes(self.operation, AuthScheme::Basic) && index == 1 {
            true => Credentials::Basic,
            false => Credentials::Bearer,
        };
        let wanted = wanted(self.operation, sent, credentials)?;
        writeln!(
            self.code,
            "    const WANTED_{index}: (Credentials, Wanted) = (Credentials::{credentials:?}, {wanted});"
        )
        .unwrap();
        let Some(id) = self.method.request else { return Ok(()) };
        let value = match index {
            1 => minimal(self.of, self.method, id, sent)?,
            _ => request(self.of, self.method, id, sent)?,
        };
        writeln!(self.code, "    fn request_{index}() -> {} {{ {value} }}", path(self.of, id)).unwrap();
        writeln!(self.code, "    run.hides(&request_{index}());").unwrap();
        Ok(())
    }

    /// A call, the answer to it, and the check of what became of it.
    fn exchange(
        &mut self,
        step: &str,
        title: &str,
        (index, sent): (usize, &Sent),
        answer: &Answer,
        check: &str,
    ) -> Result<(), String> {
        let mut arguments = arguments(self.of, self.method, sent)?;
        if self.method.request.is_some() {
            write!(arguments, "&request_{index}()").unwrap();
        }
        let Answer { status, media_type, body, .. } = answer;
        let body = match body {
            Body::Empty => String::new(),
            Body::Json(value) => serde_json::to_string_pretty(value).map_err(|error| error.to_string())?,
            Body::Text(text) => text.clone(),
        };
        let answer = format!("Answer {{ status: {status}, media_type: {media_type:?}, body: {body:?} }}");
        let code = &mut self.code;
        writeln!(code, "    let client = run.expect(Step::{step}, {title:?}, WANTED_{index}, {answer});")
            .unwrap();
        writeln!(
            code,
            "    let got = client.{}().{}({arguments}).await;",
            self.group.module, self.method.ident
        )
        .unwrap();
        writeln!(code, "    {check}").unwrap();
        Ok(())
    }

    /// The check of a decoded answer.
    fn answered(&mut self, answer: &Answer) -> Result<String, String> {
        let one = |of: &Payload, name: &str| {
            let decoded =
                payload(self.of, of, &answer.body).map_err(|fault| format!("{}: {fault}", answer.title))?;
            Ok::<_, String>((name.to_owned(), decoded.unwrap_or_else(|| "()".into())))
        };
        let (name, value) = match &self.method.answer {
            Decoded::Json(of) => one(&Payload::Json(of.clone()), &type_name(self.of, of))?,
            Decoded::JsonLines(_) | Decoded::Events(_) => {
                return Err("streams are not covered by the wire tests".into());
            }
            Decoded::Text => one(&Payload::Text, "String")?,
            Decoded::Bytes => one(&Payload::Bytes, "api::Bytes")?,
            Decoded::Empty => one(&Payload::None, "()")?,
            Decoded::ByStatus(id) => {
                (path(self.of, *id), outcome(self.of, *id, answer.status, &answer.body)?)
            }
        };
        Ok(format!("run.answered(got, {});", self.expect(name, value)))
    }

    /// A call of a function that gives the value: a function of its own keeps the test itself small,
    /// which the compiler is grateful for.
    fn expect(&mut self, type_name: String, value: String) -> String {
        let entry = (type_name, value);
        let known = self.expected.iter().position(|other| *other == entry);
        let index = known.unwrap_or_else(|| {
            let (type_name, value) = &entry;
            let index = self.expected.len();
            writeln!(self.code, "    fn expected_{index}() -> {type_name} {{ {value} }}").unwrap();
            self.expected.push(entry);
            index
        });
        format!("expected_{index}()")
    }

    /// Every text of the operation that must never be shown.
    fn secrets(&self, requests: &[(String, Sent)], well: &[Answer], errors: &[Answer]) -> Vec<String> {
        let mut secrets = Vec::new();
        for (_, sent) in requests {
            if let (Some(body), Some(value)) = (&self.operation.request_body, &sent.body) {
                self.values.secrets(&body.schema, value, &mut secrets);
            }
            for parameter in self.operation.parameters.iter().filter(|p| p.location != Location::Path) {
                if let Some(value) = sent.parameters.get(&(parameter.location, parameter.field.name.clone()))
                {
                    self.values.secrets(&parameter.field.schema, value, &mut secrets);
                }
            }
        }
        for answer in well.iter().chain(errors) {
            let response = self.operation.responses.iter().find(|response| response.status == answer.status);
            if let (Some(schema), Body::Json(value)) =
                (response.and_then(|r| r.schema.as_ref()), &answer.body)
            {
                self.values.secrets(schema, value, &mut secrets);
            }
        }
        secrets.sort();
        secrets.dedup();
        secrets
    }
}

/// The answer to an operation whose page shows none.
fn undescribed() -> Answer {
    let body = Body::Text("whatever".into());
    Answer { title: "200 of which nothing is known".into(), status: 200, media_type: None, body }
}

/// An answer that no page documents, from a server that repeats what it was told.
fn undocumented(secrets: &[String]) -> Answer {
    Answer {
        title: "418, which no page documents".into(),
        status: 418,
        media_type: Some("text/plain".into()),
        body: Body::Text(format!("you sent s3cret-token and {}", secrets.join(" and "))),
    }
}

/// Every enum of the model has a variant for each of its values.
fn emit_enums(api: &Api, of: Typed<'_>, code: &mut String, faults: &mut Vec<String>) {
    let mut lowered = Vec::new();
    let mut checks = String::new();
    for (index, item) in of.types.iter().enumerate() {
        let path = path(of, docbind::testing::lowering::TypeId(index as u32));
        match &item.kind {
            TypeKind::IntegerEnum(variants) => {
                lowered.push(
                    variants.iter().map(|variant| EnumValue::Integer(variant.value)).collect::<Vec<_>>(),
                );
                for variant in variants {
                    let (ident, value) = (&variant.ident, variant.value);
                    writeln!(checks, "    assert_eq!({path}::from_value({value}), {path}::{ident});")
                        .unwrap();
                    writeln!(checks, "    assert_eq!({path}::{ident}.value(), {value});").unwrap();
                }
                let known = |value: &i64| variants.iter().any(|variant| variant.value == *value);
                let unknown = (9000..).find(|value| !known(value)).unwrap_or_default();
                writeln!(checks, "    assert_eq!({path}::from_value({unknown}).value(), {unknown});")
                    .unwrap();
            }
            TypeKind::StringEnum(variants) => {
                let values = variants.iter().map(|variant| EnumValue::String(variant.value.clone()));
                lowered.push(values.collect());
                for variant in variants {
                    let (ident, value) = (&variant.ident, &variant.value);
                    writeln!(checks, "    assert_eq!({path}::from_value({value:?}), {path}::{ident});")
                        .unwrap();
                    writeln!(checks, "    assert_eq!({path}::{ident}.as_str(), {value:?});").unwrap();
                }
                writeln!(checks, "    assert_eq!({path}::from_value(\"new\u{0}\").as_str(), \"new\u{0}\");")
                    .unwrap();
            }
            _ => {}
        }
    }
    for documented in enums(api) {
        let values: Vec<EnumValue> = documented.members.iter().map(|member| member.value.clone()).collect();
        if !values.is_empty() && !lowered.contains(&values) {
            faults.push(format!("no enum has the values {values:?}"));
        }
    }
    let count = lowered.len();
    writeln!(code, "#[test]\nfn enums() {{\n{checks}    println!(\"{count} enums\");\n}}").unwrap();
}

/// All enums of the model.
fn enums(api: &Api) -> Vec<&EnumSchema> {
    let mut open: Vec<&Schema> = api.schemas.values().map(|named| &named.schema).collect();
    for operation in &api.operations {
        open.extend(operation.parameters.iter().map(|parameter| &parameter.field.schema));
        open.extend(operation.request_body.iter().map(|body| &body.schema));
        open.extend(operation.responses.iter().filter_map(|response| response.schema.as_ref()));
    }
    let mut found = Vec::new();
    while let Some(schema) = open.pop() {
        match &schema.kind {
            SchemaKind::Enum(of) => found.push(of),
            SchemaKind::Array { items: inner } | SchemaKind::Map { values: inner } => open.push(inner),
            SchemaKind::Object(object) => open.extend(object.fields.iter().map(|field| &field.schema)),
            SchemaKind::Union { variants } => open.extend(variants),
            _ => {}
        }
    }
    found
}
