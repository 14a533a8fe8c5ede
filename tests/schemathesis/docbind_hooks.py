"""What Schemathesis is to know beside the exported document: the responses of the mock itself, and two formats."""

import schemathesis
from hypothesis import strategies as st

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "field", "detail"],
                "properties": {"in": {"enum": ["path", "query", "header", "cookie", "body"]}},
            },
        },
    },
}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """The mock refuses what does not fit with a problem (RFC 9457); the pages do not document that."""
    for item in raw_schema["paths"].values():
        for verb, operation in item.items():
            if verb == "parameters":
                continue
            for status in ("400", "401", "404", "405", "406", "413", "415", "429"):
                response = operation["responses"].setdefault(status, {"description": "A problem."})
                content = response.setdefault("content", {})
                content["application/problem+json"] = {"schema": PROBLEM}


schemathesis.openapi.format(
    "date-time-local", st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat())
)
schemathesis.openapi.format("time-local", st.times().map(lambda time: time.replace(microsecond=0).isoformat()))
