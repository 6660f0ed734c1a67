using System.Buffers;
using System.Text;
using Microsoft.Extensions.Primitives;
using Petitions.Frontend.Signing;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Signing;

public sealed class SignRequestTests
{
    private const string Good = """
        {"givenName":"Maria","familyName":"Musterfrau","email":"maria@example.org",
        "ageConfirmed":true,"consents":[{"id":"transfer","version":"2026-01"}]}
        """;

    private static readonly Guid Operation = Guid.Parse("7d444840-9dc0-11d1-b245-5ffdce74fad2");

    [Fact]
    public void The_required_members_suffice()
    {
        var signed = SignatureValidator.Check(Read(Good)!, SamplePetition.Open, Operation, out var faults);
        Assert.Null(faults);
        var signature = signed!.Value.Signature;
        Assert.Equal((7, Operation), (signature.Petition, signature.IdempotencyKey));
        Assert.Equal(("Maria", "Musterfrau"), (signature.GivenName, signature.FamilyName));
        Assert.Null(signature.Document);
        Assert.Equal("transfer", Assert.Single(signature.Consents).Id);
    }

    [Fact]
    public void What_the_document_does_not_ask_for_is_not_stored()
    {
        var request = Read(Good[..^1] + ""","place":"Wien","country":"AT"}""")!;
        var all = SignatureValidator.Check(request, SamplePetition.Open, Operation, out _)!.Value.Signature;
        Assert.Equal(("Wien", "AT"), (all.Place, all.Country));
        var without = SamplePetition.Open with { Facts = SamplePetition.Open.Facts with { FieldsLeftOut = ["place", "country"] } };
        var less = SignatureValidator.Check(request, without, Operation, out _)!.Value.Signature;
        Assert.Equal((null, null), (less.Place, less.Country));
    }

    [Fact]
    public void Optional_members_may_be_null() =>
        Assert.NotNull(Read(Good[..^1] + ""","place":null,"country":null,"locale":null,"document":null}"""));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{GOOD} x")]
    [InlineData("{GOOD}{}")]
    [InlineData("{GOOD,}")]
    [InlineData("{GOOD/**/}")]
    [InlineData("{GOOD,\"unknown\":1}")]
    [InlineData("{GOOD,\"\\ud800\":1}")]
    [InlineData("{GOOD,\"email\":\"b@example.org\"}")]
    [InlineData("{GOOD,\"Place\":\"Wien\"}")]
    [InlineData("{GOOD,\"place\":\"\\ud800\"}")]
    [InlineData("{GOOD,\"place\":\"\\udc00\\ud800\"}")]
    [InlineData("{GOOD,\"place\":1}")]
    [InlineData("{GOOD,\"newsletter\":null}")]
    [InlineData("{GOOD,\"newsletter\":\"true\"}")]
    [InlineData("{GOOD,\"document\":{\"lang\":\"en\"}}")]
    [InlineData("{GOOD,\"document\":{\"lang\":\"en\",\"version\":1.5}}")]
    [InlineData("{GOOD,\"document\":{\"lang\":\"en\",\"version\":99999999999}}")]
    [InlineData("{GOOD,\"document\":{\"lang\":\"en\",\"version\":\"1\"}}")]
    [InlineData("{GOOD,\"document\":[[[[[[[[[[]]]]]]]]]]}")]
    public void A_body_that_is_no_signature_in_JSON_is_refused(string template) =>
        Assert.Null(Read(template.Replace("{GOOD", Good[..^1], StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"email\":\"maria@example.org\",", "")]
    [InlineData("\"ageConfirmed\":true,", "")]
    [InlineData("\"Maria\"", "null")]
    [InlineData("[{\"id\":\"transfer\",\"version\":\"2026-01\"}]", "null")]
    [InlineData("[{\"id\":\"transfer\",\"version\":\"2026-01\"}]", "[null]")]
    [InlineData("{\"id\":\"transfer\",\"version\":\"2026-01\"}", "{\"id\":\"transfer\"}")]
    [InlineData("{\"id\":\"transfer\",\"version\":\"2026-01\"}", "{\"id\":\"transfer\",\"version\":null}")]
    public void A_member_that_is_missing_or_null_is_no_signature(string part, string instead) =>
        Assert.Null(Read(Good.Replace(part, instead, StringComparison.Ordinal)));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_no_signature()
    {
        var body = Encoding.UTF8.GetBytes(Good);
        body[Array.IndexOf(body, (byte)'M')] = 0xFF;
        Assert.Null(SignRequestReader.Read(body));
    }

    [Fact]
    public void A_body_in_pieces_is_read_like_one_in_one_piece()
    {
        var body = Encoding.UTF8.GetBytes(Good);
        var last = new Piece(body.AsMemory(40), null);
        var first = new Piece(body.AsMemory(0, 40), last);
        Assert.NotNull(SignRequestReader.Read(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length)));
    }

    [Theory]
    [InlineData("givenName", "\"Maria\"", "\" \"")]
    [InlineData("givenName", "\"Maria\"", "\"Ma\\u0000ria\"")]
    [InlineData("familyName", "\"Musterfrau\"", "\"Muster\\u202efrau\"")]
    [InlineData("email", "\"maria@example.org\"", "\"maria\"")]
    [InlineData("ageConfirmed", "true", "false")]
    [InlineData("consents", "\"2026-01\"", "\"\"")]
    [InlineData("consents", "\"2026-01\"", "\"\\u0007\"")]
    [InlineData("place", "true,", "true,\"place\":\"Wi\\u0007en\",")]
    [InlineData("givenName", "\"Maria\"", "\"xyz.biz\"")]
    [InlineData("place", "true,", "true,\"place\":\"xyz.biz/offer\",")]
    [InlineData("email", "\"maria@example.org\"", "\"maria @example.org\"")]
    [InlineData("email", "\"maria@example.org\"", "\"maria@example.invalid\"")]
    [InlineData("email", "\"maria@example.org\"", "\"maria@mail.test\"")]
    [InlineData("email", "\"maria@example.org\"", "\"maria@mail.example\"")]
    [InlineData("email", "\"maria@example.org\"", "\"maria@a.localhost\"")]
    [InlineData("country", "true,", "true,\"country\":\"XX\",")]
    [InlineData("document", "true,", "true,\"document\":{\"lang\":\"e\",\"version\":1},")]
    [InlineData("document", "true,", "true,\"document\":{\"lang\":\"en\",\"version\":0},")]
    public void A_field_that_cannot_be_accepted_is_named(string field, string part, string instead)
    {
        var request = Read(Good.Replace(part, instead, StringComparison.Ordinal));
        Assert.NotNull(request);
        Assert.Null(SignatureValidator.Check(request, SamplePetition.Open, Operation, out var faults));
        Assert.Equal(field, Assert.Single(faults!).Field);
    }

    [Theory]
    [InlineData("\"de_DE\"", "de-DE")]
    [InlineData("\"de_AT.UTF-8\"", "de-AT")]
    [InlineData("\"german\"", null)]
    [InlineData("\"de\\n\"", "de")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("\"\\u0000\"", null)]
    public void A_locale_is_a_hint_and_never_costs_the_signature(string sent, string? read) =>
        Assert.Equal(read, SignedWith($"\"locale\":{sent}").Locale);

    [Theory]
    [InlineData("\"AT\"", "AT")]
    [InlineData("\"at\"", "AT")]
    [InlineData("\" AT\\t\"", "AT")]
    [InlineData("\"XK\"", "XK")]
    [InlineData("\"UK\"", "GB")]
    [InlineData("\"EL\"", "GR")]
    [InlineData("\"\"", null)]
    [InlineData("\" \\u200b\"", null)]
    [InlineData("null", null)]
    public void A_country_is_understood_and_an_empty_one_is_none(string sent, string? read) =>
        Assert.Equal(read, SignedWith($"\"country\":{sent}").Country);

    [Theory, InlineData("\"\"", null), InlineData("\"\\u2800\"", null), InlineData("\"Wien\\t\"", "Wien")]
    [InlineData("\"Wi\\u0085en\"", "Wi en")]
    public void A_place_is_cleaned_and_an_empty_one_is_none(string sent, string? read) =>
        Assert.Equal(read, SignedWith($"\"place\":{sent}").Place);

    [Fact]
    public void Every_text_is_cleaned_before_it_is_judged()
    {
        var typed = Good.Replace("\"Maria\"", "\"\\ufeffMaria\\t\"", StringComparison.Ordinal)
            .Replace("\"Musterfrau\"", "\"Muster\\u00adfrau\\n\"", StringComparison.Ordinal)
            .Replace("maria@example.org", "\\u200bmailto:Maria\\uff20example.org ", StringComparison.Ordinal)
            .Replace("\"transfer\"", "\"transfer\\t\"", StringComparison.Ordinal)
            .Replace("\"2026-01\"", "\"\\ufeff2026-01\"", StringComparison.Ordinal);
        var signed = SignatureValidator.Check(Read(typed)!, SamplePetition.Open, Operation, out var faults);
        Assert.Null(faults);
        var signature = signed!.Value.Signature;
        Assert.Equal(("Maria", "Musterfrau", "Maria@example.org"), (signature.GivenName, signature.FamilyName, signature.Email));
        Assert.Equal(("transfer", "2026-01"), (signature.Consents[0].Id, signature.Consents[0].Version));
    }

    [Theory, InlineData("visit xyz.", "biz/offer", true), InlineData("Joh.", "Love", false)]
    public void A_link_over_both_names_is_a_fault_of_the_second(string givenName, string familyName, bool isFault)
    {
        Assert.Equal(isFault, SignatureValidator.CheckName(givenName, familyName, out var faults) is null);
        if (isFault) Assert.Equal(("familyName", "Link"), (faults![0].Field, faults[0].Fault));
    }

    [Theory, InlineData("maria@example.invalid"), InlineData("maria@mail.test"), InlineData("maria@mail.example")]
    [InlineData("maria@a.localhost")]
    public void Reserved_addresses_are_for_rehearsals(string email)
    {
        var request = Read(Good.Replace("maria@example.org", email, StringComparison.Ordinal))!;
        var rehearsal = SamplePetition.Open with { Facts = SamplePetition.Open.Facts with { Rehearsal = true } };
        Assert.NotNull(SignatureValidator.Check(request, rehearsal, Operation, out _));
        Assert.Null(SignatureValidator.Check(request, SamplePetition.Open, Operation, out var faults));
        Assert.Equal(("email", "Reserved"), (faults![0].Field, faults[0].Fault));
        request.Email = "maria@example.org";
        Assert.Null(SignatureValidator.Check(request, rehearsal, Operation, out faults));
        Assert.Equal(("email", "Rehearsal"), (faults![0].Field, faults[0].Fault));
    }

    [Fact]
    public void A_body_with_a_byte_order_mark_is_read() => Assert.NotNull(Read("\uFEFF" + Good));

    [Fact]
    public void Nine_consents_are_too_many()
    {
        var request = Read(Good)!;
        while (request.Consents.Count <= SignatureValidator.ConsentsMax) request.Consents.Add(new() { Id = "x", Version = "1" });
        Assert.Null(SignatureValidator.Check(request, SamplePetition.Open, Operation, out var faults));
        Assert.Equal(("consents", "TooMany"), (faults![0].Field, faults[0].Fault));
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var request = new SignRequest { GivenName = "", FamilyName = "\u0001", Email = "", Country = "x", Consents = [] };
        Assert.Null(SignatureValidator.Check(request, SamplePetition.Open, Operation, out var faults));
        Assert.Equal(["givenName", "familyName", "email", "country", "ageConfirmed", "consents"],
            faults!.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("[]", "Missing")]
    [InlineData("[{\"id\":\"newsletter\",\"version\":\"2026-01\"}]", "Missing")]
    [InlineData("[{\"id\":\"transfer\",\"version\":\"2025-12\"}]", "Outdated")]
    public void A_wrong_consent_is_reported_with_other_faults_and_alone_left_to_the_grain(string consents, string fault)
    {
        var alone = Good.Replace("[{\"id\":\"transfer\",\"version\":\"2026-01\"}]", consents, StringComparison.Ordinal);
        Assert.NotNull(SignatureValidator.Check(Read(alone)!, SamplePetition.Open, Operation, out _));
        Assert.Null(SignatureValidator.Check(Read(alone.Replace("true", "false", StringComparison.Ordinal))!, SamplePetition.Open,
            Operation, out var faults));
        Assert.Equal([("ageConfirmed", "Missing"), ("consents", fault)], faults!.Select(found => (found.Field, found.Fault)));
    }

    [Theory]
    [InlineData("7d444840-9dc0-11d1-b245-5ffdce74fad2", true)]
    [InlineData("\"7D444840-9DC0-11D1-B245-5FFDCE74FAD2\"", true)]
    [InlineData("", false)]
    [InlineData("\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("7d444840", false)]
    [InlineData("{7d444840-9dc0-11d1-b245-5ffdce74fad2}", false)]
    [InlineData("7d4448409dc011d1b2455ffdce74fad2", false)]
    [InlineData("\" 7d444840-9dc0-11d1-b245-5ffdce74fad2\"", false)]
    [InlineData("7d444840-9dc0-11d1-b245-5ffdce74fad2, 7d444840-9dc0-11d1-b245-5ffdce74fad2", false)]
    public void An_idempotency_key_is_one_UUID_bare_or_quoted(string header, bool isOne)
    {
        Assert.Equal(isOne, IdempotencyKey.TryRead(header, out var operation));
        if (isOne) Assert.Equal(Operation, operation);
    }

    [Fact]
    public void Without_a_key_one_is_drawn_and_two_are_none()
    {
        Assert.True(IdempotencyKey.TryRead(StringValues.Empty, out var one));
        Assert.True(IdempotencyKey.TryRead(StringValues.Empty, out var other));
        Assert.NotEqual(one, other);
        Assert.False(IdempotencyKey.TryRead(new StringValues([$"{one}", $"{one}"]), out _));
    }

    private static Signature SignedWith(string member)
    {
        var request = Read(Good.Replace("true,", $"true,{member},", StringComparison.Ordinal))!;
        var signed = SignatureValidator.Check(request, SamplePetition.Open, Operation, out var faults);
        Assert.Null(faults);
        return signed!.Value.Signature;
    }

    private static SignRequest? Read(string body) => SignRequestReader.Read(Encoding.UTF8.GetBytes(body));

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? next)
        {
            Memory = memory;
            Next = next;
            if (next is not null) next.RunningIndex = memory.Length;
        }
    }
}
