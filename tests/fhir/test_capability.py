"""The descriptions generated from the table of endpoints."""

from ordonnance.fhir.capability import RouteInfo, capability_statement, openapi

ROUTES = (
    RouteInfo("POST", "/fhir/$issue", "issue", None, ("prescriber",), "Émettre"),
    RouteInfo("POST", "/fhir/$consult", "consult", None, ("patient", "dispenser"), "Ouvrir"),
    RouteInfo("POST", "/fhir/$render", "render", None, (), "Éditer la feuille"),
    RouteInfo(
        "POST", "/fhir/MedicationRequest/_search", "search-type", "MedicationRequest", (), "Lister"
    ),
    RouteInfo("GET", "/fhir/metadata", "capabilities", None, (), "Décrire"),
    RouteInfo("GET", "/health", "", None, (), "Répondre"),
)


def test_the_capability_statement_lists_operations_and_interactions() -> None:
    statement = capability_statement(ROUTES, "0.1.0", "http://127.0.0.1:8080/fhir")
    assert statement["resourceType"] == "CapabilityStatement"
    assert statement["fhirVersion"] == "4.0.1"
    assert statement["software"] == {"name": "ordonnance", "version": "0.1.0"}
    (rest,) = statement["rest"]
    assert rest["resource"] == [
        {
            "type": "MedicationRequest",
            "interaction": [{"code": "search-type", "documentation": "Lister"}],
            "searchParam": rest["resource"][0]["searchParam"],
        }
    ]
    assert [each["name"] for each in rest["resource"][0]["searchParam"]] == ["authoredon"]
    assert rest["operation"] == [
        {
            "name": "issue",
            "definition": "http://127.0.0.1:8080/fhir/OperationDefinition/issue",
            "documentation": "Émettre (prescriber)",
        },
        {
            "name": "consult",
            "definition": "http://127.0.0.1:8080/fhir/OperationDefinition/consult",
            "documentation": "Ouvrir (patient, dispenser)",
        },
        {
            "name": "render",
            "definition": "http://127.0.0.1:8080/fhir/OperationDefinition/render",
            "documentation": "Éditer la feuille",
        },
    ]


def test_openapi_has_one_operation_per_endpoint() -> None:
    description = openapi(ROUTES)
    assert description["openapi"] == "3.1.0"
    assert list(description["paths"]) == [route.path for route in ROUTES]
    ids = [each["operationId"] for path in description["paths"].values() for each in path.values()]
    assert ids[0] == "postFhirIssue"
    assert len(set(ids)) == len(ROUTES)


def test_openapi_asks_for_a_key_where_something_is_written() -> None:
    paths = openapi(ROUTES)["paths"]
    key = {"$ref": "#/components/parameters/IdempotencyKey"}
    assert key in paths["/fhir/$issue"]["post"]["parameters"]
    assert key not in paths["/fhir/$consult"]["post"]["parameters"]


def test_openapi_admits_a_signed_document_where_one_is_issued() -> None:
    paths = openapi(ROUTES)["paths"]
    assert "application/jose" in paths["/fhir/$issue"]["post"]["requestBody"]["content"]
    assert "application/jose" not in paths["/fhir/$consult"]["post"]["requestBody"]["content"]


def test_openapi_says_what_needs_no_session_and_what_is_a_pdf() -> None:
    description = openapi(ROUTES)
    assert description["security"] == [{"bearer": []}]
    assert description["paths"]["/health"]["get"]["security"] == []
    assert description["paths"]["/fhir/metadata"]["get"]["security"] == []
    assert "security" not in description["paths"]["/fhir/$issue"]["post"]
    answer = description["paths"]["/fhir/$render"]["post"]["responses"]["200"]
    assert list(answer["content"]) == [
        "application/pdf",
        "application/xml",
        "application/zip",
    ]


def test_every_reference_of_openapi_exists() -> None:
    description = openapi(ROUTES)
    seen: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            seen.extend(item for key, item in value.items() if key == "$ref")
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(description)
    assert seen
    for reference in set(seen):
        found = description
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        assert found
