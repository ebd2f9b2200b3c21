"""What the API takes and gives of the legal knowledge base."""

from marshmallow import Schema, fields


class ReviewSchema(Schema):
    """When the content was reviewed, until when that holds, and the lawyer who signed it, if one did."""

    reviewed_on = fields.String(required=True)
    review_by = fields.String(required=True)
    reviewed_by = fields.String(allow_none=True, required=True)


class FicheSummarySchema(Schema):
    """A fiche in a list."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True)
    audience = fields.List(fields.String(), required=True)
    topics = fields.List(fields.String(), required=True)
    url = fields.String(required=True)


class FichesSchema(Schema):
    """Every fiche."""

    fiches = fields.List(fields.Nested(FicheSummarySchema), required=True)


class ReferenceSchema(Schema):
    """A text of law; `status` is vérifié or à vérifier, `read` the date of the version that was read."""

    text = fields.String(required=True)
    article = fields.String()
    status = fields.String(required=True)
    read = fields.String()
    note = fields.String()


class SectionSchema(Schema):
    """A heading and its Markdown, without marks."""

    heading = fields.String(required=True)
    text = fields.String(required=True)


class FicheSchema(FicheSummarySchema):
    """A whole fiche."""

    sections = fields.List(fields.Nested(SectionSchema), required=True)
    references = fields.List(fields.Nested(ReferenceSchema), required=True)
    related = fields.List(fields.String(), required=True)
    review = fields.Nested(ReviewSchema, required=True)


class DiagnosisSummarySchema(Schema):
    """A diagnosis in a list."""

    slug = fields.String(required=True)
    id = fields.String(required=True)
    title = fields.String(required=True)
    profile = fields.String(required=True)
    intro = fields.String(required=True)
    url = fields.String(required=True)


class DiagnosesSchema(Schema):
    """Every diagnosis."""

    diagnostics = fields.List(fields.Nested(DiagnosisSummarySchema), required=True)


class AnswerSchema(Schema):
    """An answer; `to` is the question or conclusion that it leads to."""

    value = fields.String(required=True)
    label = fields.String(required=True)
    to = fields.String(required=True)


class QuestionSchema(Schema):
    """A question."""

    id = fields.String(required=True)
    text = fields.String(required=True)
    help = fields.String(required=True)
    example = fields.String()
    answers = fields.List(fields.Nested(AnswerSchema), required=True)


class ConclusionSchema(Schema):
    """A conclusion; `level` is feu vert, vigilance, feu rouge or se faire accompagner."""

    id = fields.String(required=True)
    level = fields.String(required=True)
    title = fields.String(required=True)
    reasons = fields.List(fields.String(), required=True)
    actions = fields.List(fields.String(), required=True)
    fiches = fields.List(fields.String(), required=True)


class DiagnosisSchema(DiagnosisSummarySchema):
    """A whole tree: `start` is the first question, `fallback` the conclusion of who does not know."""

    start = fields.String(required=True)
    fallback = fields.String(required=True)
    questions = fields.List(fields.Nested(QuestionSchema), required=True)
    conclusions = fields.List(fields.Nested(ConclusionSchema), required=True)
    review = fields.Nested(ReviewSchema, required=True)


class StepArguments(Schema):
    """The answers so far, by the id of their question."""

    answers = fields.Dict(
        keys=fields.String(),
        values=fields.Raw(allow_none=True),
        load_default=dict,
        metadata={"description": 'values by question, such as {"A1": "oui"}'},
    )


class StepSchema(Schema):
    """Where the answers lead: one of the two."""

    question = fields.Nested(QuestionSchema)
    conclusion = fields.Nested(ConclusionSchema)
