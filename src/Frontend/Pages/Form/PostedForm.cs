using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Frontend.Signing;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Form;

/// <summary>The fields of a form as they were posted: what to check, and what to show again when it comes back.</summary>
internal sealed class PostedForm
{
    /// <summary>Largest form, in bytes: what fits in 8 KB of JSON, with three bytes for each byte of a letter outside ASCII.</summary>
    public const int BytesMax = 16 * 1024;

    private const int FieldsMax = 32;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, StringValues> _fields;

    private PostedForm(Dictionary<string, StringValues> fields) => _fields = fields;

    /// <summary>Null when the body is not a form: not UTF-8, too many fields, or a field twice.</summary>
    public static PostedForm? Read(in ReadOnlySequence<byte> body)
    {
        try
        {
            // What the escapes say must be text, too: the reader below would put replacement characters into a name.
            StrictUtf8.GetCharCount(WebUtility.UrlDecodeToBytes(body.ToArray(), 0, (int)body.Length)!);
            using var reader = new FormReader(StrictUtf8.GetString(body)) { ValueCountLimit = FieldsMax, ValueLengthLimit = BytesMax };
            var fields = reader.ReadForm();
            foreach (var (_, values) in fields)
                if (values.Count != 1) return null;
            return new PostedForm(fields);
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>False when the hidden field holds something else than a UUID; where it is empty or missing one is drawn.</summary>
    public bool TryReadOperation(out Guid operation)
    {
        var text = Field("idempotencyKey");
        return IdempotencyKey.TryRead(text.Length == 0 ? StringValues.Empty : text, out operation);
    }

    /// <summary>The proof of work; null when there is none.</summary>
    public string? Proof => Field("altcha") is { Length: > 0 } proof ? proof : null;

    /// <summary>
    /// Filled in as no person does it: with the field that nobody sees, or faster than hands are. Somebody who knows this can avoid it, so
    /// it only asks for a proof.
    /// </summary>
    public bool LooksAutomatic(int fillMillisecondsMin) =>
        Field("website").Length > 0
        || int.TryParse(Field("filledIn"), NumberStyles.None, CultureInfo.InvariantCulture, out var filledIn) && filledIn < fillMillisecondsMin;

    /// <summary>What to check, by the same rules as a call of the API.</summary>
    public SignRequest ToRequest(Texts texts)
    {
        var request = new SignRequest
        {
            GivenName = Field("givenName"),
            FamilyName = Field("familyName"),
            Email = Field("email"),
            Place = Field("place"),
            Country = Field("country") is { Length: > 0 } country ? country : null,
            Locale = texts.Lang,
            AgeConfirmed = Field("ageConfirmed") == "true",
            Newsletter = Field("newsletter") == "true",
        };
        foreach (var (name, value) in _fields)
        {
            if (name.StartsWith(SignForm.ConsentPrefix, StringComparison.Ordinal))
                request.Consents.Add(new() { Id = name[SignForm.ConsentPrefix.Length..], Version = value.ToString() });
        }
        if (Field("documentLang") is { Length: > 0 } lang)
        {
            // A version that is no number is none that was ever published.
            _ = int.TryParse(Field("documentVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out var version);
            request.Document = new() { Lang = lang, Version = version };
        }
        return request;
    }

    /// <summary>What to show again.</summary>
    public SignForm ToForm(Petition petition, Guid operation) => new()
    {
        GivenName = Field("givenName"),
        FamilyName = Field("familyName"),
        Email = Field("email"),
        Place = Field("place"),
        Country = Field("country"),
        AgeConfirmed = Field("ageConfirmed") == "true",
        HasConsented = Field(SignForm.ConsentPrefix + petition.Facts.MainConsent()) == petition.Facts.ConsentVersion,
        Newsletter = Field("newsletter") == "true",
        IdempotencyKey = operation.ToString(),
        Proof = Proof is { Length: <= AbuseProtection.Proof.CharsMax } proof ? proof : "",
    };

    /// <summary>A field as it was posted; empty when it was not.</summary>
    public string Field(string name) => _fields.TryGetValue(name, out var values) ? values.ToString() : "";
}
