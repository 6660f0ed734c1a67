using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Petitions;
using Petitions.Frontend.Signing;
using Petitions.Grains.Petitions;
using ProofOfWork = Petitions.Frontend.AbuseProtection.Proof;

namespace Petitions.Frontend.Pages.Form;

/// <summary>The fields of a posted form, to validate and to show again.</summary>
internal sealed class PostedForm
{
    /// <summary>Largest form, in bytes: as much as 8 KB of JSON, in which letters outside ASCII take up to a third of the bytes.</summary>
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
            // Percent-encoded bytes must be UTF-8, too: the reader below would replace invalid ones within a name.
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

    /// <summary>False when the hidden field is not a UUID; an empty or missing one becomes a random one.</summary>
    public bool TryReadOperation(out Guid operation)
    {
        var text = Field("idempotencyKey");
        return IdempotencyKey.TryRead(text.Length == 0 ? StringValues.Empty : text, out operation);
    }

    /// <summary>The proof of work; null when there is none.</summary>
    public string? Proof => Field("altcha") is { Length: > 0 } proof ? proof : null;

    /// <summary>
    /// The honeypot field is filled in, or the form was filled in faster than a person can. Easy to avoid, so it only leads to a proof of
    /// work.
    /// </summary>
    public bool LooksAutomatic(int fillMillisecondsMin) =>
        Field("website").Length > 0
        || int.TryParse(Field("filledIn"), NumberStyles.None, CultureInfo.InvariantCulture, out var filledIn)
        && filledIn < fillMillisecondsMin;

    /// <summary>The signature to validate, by the rules of the API.</summary>
    public SignRequest ToRequest(Texts texts)
    {
        var request = new SignRequest
        {
            GivenName = Field("givenName"),
            FamilyName = Field("familyName"),
            Email = Field("email"),
            Place = Field("place"),
            Country = Field("country") is { Length: > 0 } country ? country : null,
            Locale = texts.PageLang,
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
            // A malformed version becomes 0, which was never published.
            _ = int.TryParse(Field("documentVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out var version);
            request.Document = new() { Lang = lang, Version = version };
        }
        return request;
    }

    /// <summary>Only the language of the page is to change: nobody signs.</summary>
    public bool ChangesLanguage => Field(KeptForm.SwitchField).Length > 0;

    /// <summary>
    /// The form to show in another language, with what was typed. Consents are not kept: their text is another one, and nobody has ticked
    /// that (GDPR recital 32).
    /// </summary>
    public SignForm ToFormInOtherLanguage(Petition petition)
    {
        var isAttempt = Field("idempotencyKey").Length > 0 & TryReadOperation(out var operation);
        return ToForm(petition, operation) with
        {
            HasConsented = false, Newsletter = false, IdempotencyKey = isAttempt ? operation.ToString() : "",
        };
    }

    /// <summary>The form to show again.</summary>
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
        Proof = Proof is { Length: <= ProofOfWork.CharsMax } proof ? proof : "",
    };

    /// <summary>A field as it was posted; empty when it is missing.</summary>
    public string Field(string name) => _fields.TryGetValue(name, out var values) ? values.ToString() : "";
}
