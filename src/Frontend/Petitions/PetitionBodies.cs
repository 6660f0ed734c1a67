using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Petitions.Frontend.Petitions;

/// <summary>The answer of <c>GET /api/v1/petitions</c>.</summary>
internal sealed record PetitionListBody(IEnumerable<ListedBody> Petitions);

/// <summary>One petition in the list. One that is archived is closed for good.</summary>
internal sealed record ListedBody(string Slug, string Title, string State, bool Archived, IEnumerable<string> Languages);

/// <summary>The answer of <c>GET /api/v1/petitions/{slug}</c>: all that a client needs to show and to sign it.</summary>
internal sealed record PetitionBody
{
    public required string Slug { get; init; }
    public required string Title { get; init; }
    public required string Subject { get; init; }

    /// <summary>Language of title, subject, letter and consents here.</summary>
    public required string Lang { get; init; }

    /// <summary>Language of letter and subject, which may be that of the addressee.</summary>
    public required string LetterLang { get; init; }

    /// <summary>What the letter says, in <see cref="Lang"/>; clients show it before the letter.</summary>
    public required string? Summary { get; init; }

    /// <summary>All languages, for <c>?lang=</c>.</summary>
    public required IEnumerable<string> Languages { get; init; }
    /// <summary>scheduled, open or closed.</summary>
    public required string State { get; init; }

    /// <summary>It is closed for good, and a record.</summary>
    public required bool Archived { get; init; }
    public required DateTime OpensAt { get; init; }
    public required DateTime? ClosesAt { get; init; }

    /// <summary>Why <see cref="ClosesAt"/> is later than it was; null when it is not.</summary>
    public required ExtensionNote? Extension { get; init; }

    /// <summary>IANA name of the time zone in which the petition's dates are meant.</summary>
    public required string TimeZone { get; init; }
    public required ImmutableArray<long> Goals { get; init; }
    public required int MinimumAge { get; init; }
    public required AddresseeBody Addressee { get; init; }
    public required ImmutableArray<string> AlsoTo { get; init; }
    public required LetterBody Letter { get; init; }

    /// <summary>What the signer sees; clients send it back with the signature.</summary>
    public required DocumentBody Document { get; init; }
    public required string ConsentMethod { get; init; }

    /// <summary><c>email</c> when a signature counts only once its address is confirmed, else <c>none</c>.</summary>
    public required string Confirmation { get; init; }

    public required IEnumerable<ConsentBody> Consents { get; init; }
    public required TransferBody? Transfer { get; init; }
    /// <summary>What signers may add to their name and are asked for: <c>place</c>, <c>country</c>. Nothing else is stored.</summary>
    public required IEnumerable<string> OptionalFields { get; init; }
    public required string PrivacyNotice { get; init; }
    public required string? SafeCountries { get; init; }
    public required ControllerBody Controller { get; init; }
    public required int RetentionDays { get; init; }
    public required LinksBody Links { get; init; }
}

/// <summary>The date of closing before, and the reason in a language of the petition.</summary>
internal sealed record ExtensionNote(DateTime FormerClosesAt, string Reason, string ReasonLang);

internal sealed record AddresseeBody(string Name, string? Office, ImmutableArray<string> Address, string Country);

internal sealed record LetterBody(string Markdown, string Html);

internal sealed record DocumentBody(string Lang, int Version, string Hash);

internal sealed record ConsentBody(string Id, string Version, string Text, bool Required);

internal sealed record TransferBody(string Country, string Adequacy, ImmutableArray<string> Fields, string? Risks);

internal sealed record ControllerBody(string Name, string Contact);

internal sealed record LinksBody(string Page, string Signatures, string Count, string History, string Challenge);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PetitionListBody))]
[JsonSerializable(typeof(PetitionBody))]
internal sealed partial class PetitionJson : JsonSerializerContext
{
    /// <summary>Letters outside ASCII stay letters; what has a meaning in HTML is still escaped.</summary>
    public static PetitionJson Readable { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
