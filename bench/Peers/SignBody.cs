using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Bench.Peers;

/// <summary>A signature as it is sent; the same JSON that this program takes.</summary>
internal sealed record SignBody(
    string GivenName, string FamilyName, string Email, bool AgeConfirmed, ConsentBody[] Consents,
    string? Place = null, string? Country = null, string? Locale = null, bool Newsletter = false)
{
    /// <summary>The checks that every peer makes before it does anything else.</summary>
    public bool IsValid => IsName(GivenName) && IsName(FamilyName) && IsAddress(Email) && AgeConfirmed && Consents is [{ Id: "transfer" }];

    /// <summary>Who signs: one address is one person.</summary>
    public string Person => Email.Trim().ToLowerInvariant();

    private static bool IsName(string text) => text.Length is > 0 and <= 100 && !text.Any(char.IsControl);

    private static bool IsAddress(string text) =>
        text.Length <= 254 && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && text.IndexOf('.', at) > 0;
}

/// <summary>A consent as it is sent.</summary>
internal sealed record ConsentBody(string Id, string Version);

/// <summary>What the signer gets.</summary>
internal sealed record SignReply(string Receipt, string Status)
{
    /// <summary>201, the same for a new and a repeated signature: the receipt follows from who signs what.</summary>
    public static IResult Accepted(string slug, string person) =>
        Accepted(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{slug}\n{person}"))));

    /// <summary>201 with this receipt.</summary>
    public static IResult Accepted(string receipt) =>
        Results.Json(new SignReply(receipt, "accepted"), PeerJson.Default.SignReply, statusCode: StatusCodes.Status201Created);
}

/// <summary>How many have signed.</summary>
internal sealed record CountReply(long Count)
{
    /// <summary>200, or 404 when there is no such petition.</summary>
    public static IResult Of(long? count) => count is { } signed ? Results.Json(new CountReply(signed), PeerJson.Default.CountReply)
        : Results.NotFound();
}

/// <summary>JSON by generated code; unknown members and nulls where none may be are errors, as in this program.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SignBody))]
[JsonSerializable(typeof(SignReply))]
[JsonSerializable(typeof(CountReply))]
internal sealed partial class PeerJson : JsonSerializerContext
{
    public static void Set(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
    }
}
