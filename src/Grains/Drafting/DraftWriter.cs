using System.Collections.Immutable;

namespace Petitions.Grains.Drafting;

/// <summary>Writes the document of a letter: the fields in the order of the format, then the letter's body.</summary>
internal sealed class DraftWriter
{
    // Undetermined (ISO 639-2), until the author answers the question.
    private const string NoLang = "und";

    private const int TitleCharsMax = 200;

    // The European Economic Area: a transfer into it is none to a third country (GDPR chapter V).
    private static readonly ImmutableArray<string> SameLaw =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT",
        "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    private readonly LetterParts _parts;
    private readonly DraftLanguages _languages;
    private readonly ImmutableArray<string> _notices;
    private readonly NoticeFacts _facts;
    private readonly AddresseeBlock _addressee;
    private readonly ImmutableArray<string> _alsoTo;
    private readonly FrontMatterWriter _fields = new();

    private DraftWriter(LetterParts parts, DraftOptions options)
    {
        _parts = parts;
        _languages = DraftLanguages.Of(parts, options.Lang);
        _notices = [.. LetterNotice.Paragraphs(parts.Header.Notices), .. LetterNotice.Paragraphs(parts.Footer.Notices)];
        _facts = NoticeFacts.Read(string.Join('\n', _notices));
        var surname = parts.Salutation is { } salutation ? LetterSalutation.NameIn(salutation) : null;
        _addressee = AddresseeBlock.Read(parts.Header.Addressees is [var first, ..] ? first : [], surname);
        _alsoTo = [.. parts.Header.Addressees.Skip(1).Select(lines => AddresseeBlock.OnOneLine(lines))
            .Concat(parts.Header.Copies).Concat(parts.Footer.Copies).Distinct()];
    }

    /// <summary>The draft of a letter.</summary>
    public static PetitionDraft Write(LetterParts parts, DraftOptions options, string lineEnd) =>
        new DraftWriter(parts, options).Write(options, lineEnd);

    private PetitionDraft Write(DraftOptions options, string lineEnd)
    {
        var subject = _parts.Header.Subject;
        var title = _languages.Page == _languages.Letter && _languages.Page is not null ? _parts.Header.Title ?? subject : null;
        if (title?.Length > TitleCharsMax) title = null;
        var slug = options.Slug ?? DraftSlug.Of(subject, title, Path.GetFileNameWithoutExtension(options.LetterName));

        _fields.Comment("A draft. A value that begins with \"? \" is a question: replace the whole value by the answer.");
        _fields.Comment("\"petition lint\" names the questions that are left. All fields: src/Grains/Documents/README.md");
        _fields.Field("schema", "petition/v1");
        _fields.Field("id", slug);
        _fields.Field("lang", _languages.Page, DraftQuestions.Lang);
        if (_languages.Letter is null && _languages.Page is not null) _fields.Ask("letterLang", DraftQuestions.LetterLang);
        else if (_languages.Letter is { } letter && letter != _languages.Page) _fields.Field("letterLang", letter);
        _fields.Field("title", title, DraftQuestions.Title(_languages.Page, _parts.Header.Title));
        _fields.Field("subject", subject, DraftQuestions.Subject);
        WriteAddressee();
        WriteTransfer();
        WriteConsent();
        _fields.Field("minimumAge", _facts.MinimumAge is { } age ? $"{age}" : null, DraftQuestions.MinimumAge);
        _fields.Ask("opensAt", DraftQuestions.OpensAt);
        _fields.Section("controller", () =>
        {
            _fields.Field("name", _facts.Controller, DraftQuestions.Controller);
            _fields.Field("contact", _facts.Contact, DraftQuestions.Contact);
        });

        // The line ends of the letter, so that not a byte of its body changes.
        var frontMatter = $"---\n{_fields}---\n".Replace("\n", lineEnd, StringComparison.Ordinal);
        return new(
            $"{slug}.{_languages.Page ?? NoLang}.md", frontMatter + _parts.Body + lineEnd,
            DraftSummary.Of(_parts, _addressee, _alsoTo, _languages),
            [.. _parts.Header.LeftOver.Concat(_parts.Footer.LeftOver).Select(line => new LeftOutLine(line.Number, line.Text))]);
    }

    private void WriteAddressee()
    {
        _fields.Section("addressee", () =>
        {
            _fields.Field("name", _addressee.Name, DraftQuestions.AddresseeName);
            if (_addressee.Office is { } office) _fields.Field("office", office);
            IEnumerable<string?> address = _addressee.HasPlace ? [.. _addressee.Address] : [null, .. _addressee.Address];
            _fields.List("address", address, DraftQuestions.Address);
            _fields.Field("country", _addressee.Country, DraftQuestions.Country);
        });
        if (!_alsoTo.IsEmpty) _fields.List("alsoTo", _alsoTo);
    }

    private void WriteTransfer()
    {
        if (_facts.NamesTransfer)
        {
            _fields.Section("transfer", () =>
            {
                _fields.Field("country", _addressee.Country, DraftQuestions.TransferCountry);
                // Notices ask for consent where nothing else allows the transfer (GDPR Art. 49(1)(a)).
                _fields.Field("adequacy", _facts.NamesUnsafeCountry || _facts.NamesConsent ? "none" : null, DraftQuestions.Adequacy);
                _fields.Words("fields", "givenName", "familyName");
                _fields.Ask("risks", DraftQuestions.Risks(_languages.Page));
            });
        }
        else if (!SameLaw.Contains(_addressee.Country ?? "")) _fields.Ask("transfer", DraftQuestions.Transfer);
    }

    private void WriteConsent()
    {
        _fields.Section("consent", () =>
        {
            _fields.Field("version", "1");
            _fields.Field("method", _facts.IsByParticipation ? "participation" : "checkbox");
            // All notices together: signers read them as one text, and none may be lost.
            if (_facts.NamesConsent) _fields.Text("text", _notices);
            else _fields.Ask("text", DraftQuestions.ConsentText(_languages.Page, string.Join(' ', _notices)));
        });
        WriteLink("privacyNotice", _facts.PrivacyNotice, DraftQuestions.PrivacyNotice);
        if (_facts.NamesTransfer) WriteLink("safeCountries", _facts.SafeCountries, DraftQuestions.SafeCountries);
    }

    private void WriteLink(string name, WebAddress? link, string question)
    {
        if (link is { IsInsecure: true }) _fields.Ask(name, DraftQuestions.Insecure(link));
        else _fields.Field(name, link?.Full, question);
    }
}
