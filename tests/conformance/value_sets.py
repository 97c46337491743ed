"""Codes of the R4 value sets that are required on what we write, typed from the standard.

The definitions at hand have no value sets: without these tables a wrong status would pass.
"""

_R4 = "http://hl7.org/fhir/ValueSet"

_CODES = {
    "administrative-gender": "male female other unknown",
    "audit-event-action": "C R U D E",
    "audit-event-outcome": "0 4 8 12",
    "bundle-type": "document message transaction transaction-response batch batch-response"
    " history searchset collection",
    "capability-statement-kind": "instance capability requirements",
    "composition-status": "preliminary final amended entered-in-error",
    "consent-provision-type": "deny permit",
    "consent-state-codes": "draft proposed active rejected inactive entered-in-error",
    "contact-point-system": "phone fax email pager url sms other",
    "contact-point-use": "home work temp old mobile",
    "identifier-use": "usual official temp secondary old",
    "issue-severity": "fatal error warning information",
    "medication-status": "active inactive entered-in-error",
    "medicationdispense-status": "preparation in-progress cancelled on-hold completed"
    " entered-in-error stopped declined unknown",
    "medicationrequest-intent": "proposal plan order original-order reflex-order filler-order"
    " instance-order option",
    "medicationrequest-status": "active on-hold cancelled completed entered-in-error stopped draft"
    " unknown",
    "name-use": "usual official temp nickname anonymous old maiden",
    "narrative-status": "generated extensions additional empty",
    "observation-status": "registered preliminary final amended corrected cancelled"
    " entered-in-error unknown",
    "publication-status": "draft active retired unknown",
    "request-intent": "proposal plan directive order original-order reflex-order filler-order"
    " instance-order option",
    "request-status": "draft active on-hold revoked completed entered-in-error unknown",
    "restful-capability-mode": "client server",
    "search-entry-mode": "match include outcome",
    "search-param-type": "number date string token reference composite quantity uri special",
    "system-restful-interaction": "transaction batch search-system history-system",
    "type-restful-interaction": "read vread update patch delete history-instance history-type"
    " create search-type",
    "issue-type": "invalid structure required value invariant security login unknown expired"
    " forbidden suppressed processing not-supported duplicate multiple-matches not-found deleted"
    " too-long code-invalid extension too-costly business-rule conflict transient lock-error"
    " no-store exception timeout incomplete throttled informational",
}

VALUE_SETS = {f"{_R4}/{name}": codes.split() for name, codes in _CODES.items()}
