using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Frontend.Signing;

/// <summary>
/// A signature as it was sent, before validation: the members of the JSON body, or the fields of the form. Required members have the
/// attribute, not the keyword: with the keyword the generated reader boxes every value.
/// </summary>
internal sealed class SignRequest
{
    [JsonRequired] public string GivenName { get; set; } = "";

    [JsonRequired] public string FamilyName { get; set; } = "";

    [JsonRequired] public string Email { get; set; } = "";

    public string? Place { get; set; }

    public string? Country { get; set; }

    public string? Locale { get; set; }

    [JsonRequired] public bool AgeConfirmed { get; set; }

    [JsonRequired] public List<ConsentMember> Consents { get; set; } = [];

    public bool Newsletter { get; set; }

    public DocumentMember? Document { get; set; }

    /// <summary>The solved challenge, in Base64; checked only when one is needed.</summary>
    public string? Proof { get; set; }
}

/// <summary>A consent as it was sent. A struct: the reader would accept null in an array of classes.</summary>
internal struct ConsentMember
{
    [JsonRequired] public string Id { get; set; }

    [JsonRequired] public string Version { get; set; }
}

/// <summary>The document that the signer saw, as it was sent.</summary>
internal sealed class DocumentMember
{
    [JsonRequired] public string Lang { get; set; } = "";

    [JsonRequired] public int Version { get; set; }
}

/// <summary>Strict: unknown and repeated members are errors, names are case-sensitive, null only where a member is optional.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    MaxDepth = 8,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SignRequest))]
internal sealed partial class SignRequestJson : JsonSerializerContext;
