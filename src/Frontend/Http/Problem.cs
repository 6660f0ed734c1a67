using System.Buffers;
using System.Text.Json;
using Petitions.Frontend.Localization;

namespace Petitions.Frontend.Http;

/// <summary>
/// The errors of the API: problem details (RFC 9457), most with a constant body. Clients tell them apart by <c>type</c>, which is
/// <c>urn:petition:problem:</c> and a name and never changes; <c>title</c> and <c>detail</c> are for people and may be reworded.
/// </summary>
internal sealed class Problem
{
    public static readonly Problem Malformed = new(400, "malformed", "The request cannot be read",
        "Nothing was stored. Send one JSON object in UTF-8 with the members of this call: none missing, unknown or repeated.");

    public static readonly Problem MalformedKey = new(400, "malformed-idempotency-key", "The Idempotency-Key cannot be read",
        "Nothing was stored. Send the header once, with one UUID such as 7d444840-9dc0-11d1-b245-5ffdce74fad2, or leave it out.");

    public static readonly Problem MalformedQuery = new(400, "malformed-query", "The query of the address cannot be read",
        "Correct the part of the address after the question mark.");

    public static readonly Problem TokenMissing = new(401, "token-missing", "The admin token is missing",
        "Nothing was changed. Send the admin token as Authorization: Bearer.");

    // RFC 6750, section 3.1: the request may be sent again with another token. 403 is for a token that is known and may not do this.
    public static readonly Problem TokenWrong = new(401, "token-wrong", "Not the admin token",
        "Nothing was changed. The token is none that was given, nor the one that this server was started with.",
        challenge: "Bearer error=\"invalid_token\"");

    public static readonly Problem TokenEnded = new(401, "token-ended", "The admin token is not valid any more",
        "Nothing was changed. It has expired or was revoked: ask for a new one.", challenge: "Bearer error=\"invalid_token\"");

    public static readonly Problem RoleTooSmall = new(403, "role-too-small", "The role of this token does not allow it",
        "Nothing was changed. Ask somebody with the role admin for a token that does.",
        challenge: "Bearer error=\"insufficient_scope\"");

    public static readonly Problem OtherSite = new(403, "other-site", "The form came from another site",
        "Nothing was stored. Sign on the page of the petition.");

    // Not 428, whose preconditions are those of conditional requests (RFC 6585 section 3): this call is understood and refused as it
    // stands.
    public static readonly Problem ProofNeeded = new(403, "proof-needed", "A proof of work is needed",
        "The signature was not stored. Solve the challenge, and send the signature again with the proof and the same Idempotency-Key.");

    public static readonly Problem UnknownPetition = new(404, "unknown-petition", "There is no such petition",
        "Look up the names of published petitions at /api/v1/petitions.");

    public static readonly Problem Unlisted = new(404, "unlisted-petition", "The petition is not published any more",
        "Signers still manage their signatures by the links in their mails; they ask for one at /my.");

    public static readonly Problem UnlistedStaysClosed = new(409, "unlisted", "The petition is not listed",
        "Nothing was changed. List it first, then open it.");

    public static readonly Problem DraftPetition = new(409, "draft", "The petition is a draft",
        "Nothing was done. Nobody can sign a draft: release it first.");

    public static readonly Problem ArchivedPetition = new(409, "archived", "The petition is archived",
        "Nothing was changed. Take it out of the archive first.");

    public static readonly Problem ClosedByAdmin = new(409, "closed-by-admin", "An admin closed the petition",
        "Nothing was changed. Open it first, then extend it.");

    public static readonly Problem NoClosingDate = new(409, "no-closing-date", "The petition has no date of closing",
        "Nothing was changed. It takes signatures until an admin closes it.");

    public static readonly Problem UnknownToken = new(404, "unknown-token", "Nobody of this name has a token",
        "Nothing was changed. Look up the names of all tokens at /api/v1/admin/tokens.");

    public static readonly Problem TokenNameTaken = new(409, "token-name-taken", "Somebody of this name has a token",
        "Nothing was changed. Choose another name, or revoke that token first.");

    public static readonly Problem UnknownHandover = new(404, "unknown-handover", "There is no such hand-over, or no such file in it",
        "Look up the hand-overs of the petition at …/handovers.");

    public static readonly Problem ParcelElsewhere = new(409, "parcel-elsewhere", "The parcel is not on this machine",
        "Ask the silo that made it, or set Petition__Handover__Path of all silos to one shared folder.");

    public static readonly Problem RehearsalHandover = new(409, "rehearsal", "The petition is a rehearsal",
        "Nothing was done. Add ?rehearsal=true, or --rehearsal to the command: its parcel is marked as one and goes to nobody.");

    public static readonly Problem HandoverTooEarly = new(409, "not-open-yet", "The petition has not opened yet",
        "Nothing was done. There is nothing to hand over before it opens.");

    public static readonly Problem NothingToHandOver = new(409, "nothing-new", "No signature was counted since the last hand-over",
        "Nothing was done. Ask again when there are new signatures.");

    public static readonly Problem UnknownAddress = new(404, "unknown-address", "There is nothing at this address",
        "Check the address of the call.");

    public static readonly Problem NoProof = new(404, "no-proof", "There is no line to prove",
        "The name was in no parcel, or its files are not on this machine.");

    public static readonly Problem WrongLink = new(404, "wrong-link", "The link is not a link of this petition, or has expired",
        "Ask for a new one at /my.");

    public static readonly Problem NoPicture = new(404, "no-picture", "This server draws no pictures",
        "Its platform lacks the library for it; the operator finds the reason in the log. Everything else works.");

    public static readonly Problem WrongMethod = new(405, "wrong-method", "The address does not take this method",
        "Use one of the methods in the Allow header.");

    public static readonly Problem TooSlow = new(408, "too-slow", "The request came too slowly",
        "Nothing was stored. Send it again.");

    public static readonly Problem NotOpen = new(409, "not-open", "The petition takes no signatures now",
        "The signature was not stored. See opensAt, closesAt and state of the petition.");

    public static readonly Problem NotChanged = new(409, "not-changed", "The signature is not as it would have to be for this",
        "Nothing was changed. Look at the signer's page, which says how the signature stands.");

    public static readonly Problem LivePetition = new(409, "live-petition", "This is for rehearsals only",
        "Nothing was changed. Use a document with rehearsal: true and an id that no live petition has.");

    public static readonly Problem SpentLink = new(410, "spent-link", "The link confirms nothing any more",
        "Nothing was changed. The page says what happened and what to do.");

    public static readonly Problem KeysDestroyed = new(409, "keys-destroyed", "The petition's personal data is destroyed",
        "Nothing was changed. Its days of retention are over: it is not opened again and nobody in it can be looked up. "
        + "Publish another petition.");

    public static readonly Problem TooLarge = new(413, "too-large", "The request is too large",
        "Nothing was stored. A signature has at most 8 KB.");

    public static readonly Problem NotJson = new(415, "not-json", "The body is not JSON",
        "Nothing was stored. Send Content-Type: application/json, in UTF-8 and not compressed.");

    public static readonly Problem NotForm = new(415, "not-form", "The body is not a form",
        "Nothing was stored. Send Content-Type: application/x-www-form-urlencoded.");

    public static readonly Problem InvalidFields = new(422, "invalid-fields", "Some fields cannot be accepted",
        "The signature was not stored. Correct the fields in errors and send it again.");

    public static readonly Problem Unacceptable = new(422, "unacceptable", "What was sent cannot be accepted",
        "Nothing was changed. Correct what stands in problems and send it again.");

    public static readonly Problem TooManyWaiting = new(429, "too-many-waiting", "Too many calls for this person at once",
        "This call stored nothing. Wait for the calls under way, then send it again with the same Idempotency-Key.", retry: true);

    public static readonly Problem TooManyLinks = new(429, "too-many-links", "Too many links were asked for from this network",
        "Nothing was done. Ask again in a minute.", retry: true);

    public static readonly Problem TooManyFromNetwork = new(429, "too-many-from-network", "Far too many signatures from one network",
        "This call stored nothing. Send it again after the seconds in Retry-After with the same Idempotency-Key, or from another network.",
        retry: true, waitSeconds: 60);

    public static readonly Problem Fault = new(500, "fault", "Something is broken here",
        "The call was not carried out as it should. The operator finds the reason in the log.");

    public static readonly Problem Unstorable = new(500, "unstorable", "The signature cannot be stored",
        "It was not stored, and sending it again will not help. The operator finds the reason in the log.");

    public static readonly Problem OtherFormat = new(501, "other-format", "The answer is not to be had in this format",
        "Ask for format=json.");

    public static readonly Problem Overloaded = new(503, "overloaded", "Signatures cannot be taken at this moment",
        "The signature is not stored yet. Send it again after the seconds in Retry-After, with the same Idempotency-Key.", retry: true);

    public static readonly Problem Unconfirmed = new(503, "unconfirmed", "Nobody can say yet whether the signature is stored",
        "Send it again after the seconds in Retry-After with the same Idempotency-Key: it is never counted twice.", retry: true);

    public static readonly Problem StreamsFull = new(503, "streams-full", "Too many people follow the count as a stream",
        "Read the count at /api/v1/petitions/{slug}/count instead, again after the milliseconds in its nextPollMs.", retry: true);

    public static readonly Problem Unavailable = new(503, "unavailable", "The answer is not available at this moment",
        "Ask again after the seconds in Retry-After.", retry: true);

    private Problem(
        int status, string name, string title, string detail, bool retry = false, int waitSeconds = 0, string challenge = "Bearer")
    {
        (Status, Name, Retry, WaitSeconds) = (status, name, retry, waitSeconds);
        (Title, Detail, Challenge) = (title, detail, challenge);
        Body = WriteBody(detail, []);
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The same call may succeed in a few seconds: the answer has Retry-After.</summary>
    public bool Retry { get; }

    /// <summary>Minimum of Retry-After, in seconds; 0 means 1.</summary>
    public int WaitSeconds { get; }

    /// <summary>WWW-Authenticate of an answer with status 401 (RFC 6750, section 3).</summary>
    public string Challenge { get; }

    /// <summary>The end of <c>type</c>.</summary>
    public string Name { get; }

    /// <summary>The kind of problem, for people.</summary>
    public string Title { get; }

    /// <summary>What happened and what to do, for people.</summary>
    public string Detail { get; }

    /// <summary>The constant body.</summary>
    public byte[] Body { get; }

    /// <summary>The body with a detail of this call.</summary>
    public byte[] BodyWith(string detail) => WriteBody(detail, []);

    /// <summary>The body with one line for each thing that is wrong, and for each warning where there are any to be told.</summary>
    public byte[] BodyWith(IReadOnlyList<string> problems, IReadOnlyList<string>? warnings = null) =>
        WriteBody(Detail, [], problems, warnings: warnings);

    /// <summary>The body with what is wrong with each field.</summary>
    public byte[] BodyWith(IReadOnlyList<FieldFault> faults) => WriteBody(Detail, faults);

    /// <summary>The body with a detail of this call and the address of a challenge.</summary>
    public byte[] BodyWithChallenge(string detail, string challenge) => WriteBody(detail, [], challenge: challenge);

    private byte[] WriteBody(
        string detail, IReadOnlyList<FieldFault> faults, IReadOnlyList<string>? problems = null, string? challenge = null,
        IReadOnlyList<string>? warnings = null)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "urn:petition:problem:" + Name);
            json.WriteString("title"u8, Title);
            json.WriteNumber("status"u8, Status);
            json.WriteString("detail"u8, detail);
            if (challenge is not null) json.WriteString("challenge"u8, challenge);
            if (faults.Count > 0) WriteErrors(json, faults);
            WriteLines(json, "problems"u8, problems);
            WriteLines(json, "warnings"u8, warnings);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteLines(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string>? lines)
    {
        if (lines is null) return;
        json.WriteStartArray(name);
        foreach (var line in lines) json.WriteStringValue(line);
        json.WriteEndArray();
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<FieldFault> faults)
    {
        json.WriteStartObject("errors"u8);
        foreach (var field in faults.GroupBy(fault => fault.Field))
        {
            json.WriteStartArray(field.Key);
            foreach (var fault in field) json.WriteStringValue(Texts.English.Of(fault));
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
