using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Petitions.Frontend.Http;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Petitions;

/// <summary>
/// <c>GET /api/v1/petitions</c> and <c>GET /api/v1/petitions/{slug}</c>, both with <c>?lang=</c>. Answered from the catalogue in memory.
/// </summary>
internal sealed class PetitionEndpoints(IPetitionCatalogue catalogue, TimeProvider time)
{
    /// <summary>Short, so that a close is visible everywhere within seconds.</summary>
    private const string Caching = "public, max-age=5, stale-while-revalidate=30, stale-if-error=300";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<PetitionEndpoints>();
        routes.MapMethods("/api/v1/petitions", ConditionalGet.Methods, (RequestDelegate)endpoints.List);
        routes.MapPetition(ConditionalGet.Methods, "/api/v1/petitions/{slug}", endpoints.Show);
    }

    /// <summary>All public petitions without rehearsals; those that are closed come after the others, and the archived ones last.</summary>
    public Task List(HttpContext http)
    {
        var lang = http.Request.Query["lang"].ToString();
        var now = time.GetUtcNow();
        var petitions = catalogue.Listed.OrderBy(petition => petition.PhaseAt(now) == PetitionPhase.Closed)
            .ThenBy(petition => petition.ArchivedAt is not null).Select(petition => new ListedBody(
                petition.Slug, petition.TextFor(lang).Title, petition.PhaseAt(now).Word(), petition.ArchivedAt is not null,
                Languages(petition)));
        return Answer(http, new PetitionListBody(petitions), PetitionJson.Readable.PetitionListBody);
    }

    /// <summary>One petition, in the language that fits the one asked for best, or in its first.</summary>
    public Task Show(HttpContext http, Petition petition)
    {
        var text = petition.TextFor(http.Request.Query["lang"]);
        return Answer(http, BodyOf(petition, text), PetitionJson.Readable.PetitionBody);
    }

    private static Task Answer<T>(HttpContext http, T answer, JsonTypeInfo<T> type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        var etag = EntityTag.Weak(body);
        return ConditionalGet.Answer(http, body, Answers.Json, etag, Caching);
    }

    private PetitionBody BodyOf(Petition petition, PetitionText text)
    {
        var facts = petition.Facts;
        var api = "/api/v1/petitions/" + petition.Slug;
        return new PetitionBody
        {
            Slug = petition.Slug,
            Title = text.Title,
            Subject = text.Subject,
            Lang = text.Lang,
            LetterLang = text.LetterLang,
            Summary = text.Summary,
            Languages = Languages(petition),
            State = petition.PhaseAt(time.GetUtcNow()).Word(),
            Archived = petition.ArchivedAt is not null,
            OpensAt = facts.OpensAt.UtcDateTime,
            ClosesAt = facts.ClosesAt?.UtcDateTime,
            Extension = ExtensionOf(petition, text),
            TimeZone = facts.TimeZone ?? "UTC",
            Goals = facts.Goals,
            MinimumAge = facts.MinimumAge,
            Addressee = new(facts.Addressee.Name, facts.Addressee.Office, facts.Addressee.Address, facts.Addressee.Country),
            AlsoTo = facts.AlsoTo,
            Letter = new(text.Letter, LetterHtml.Of(text)),
            Document = new(text.Lang, petition.CurrentVersion, text.Hash),
            ConsentMethod = facts.ConsentMethod.Word(),
            Confirmation = facts.ConfirmsEmail.ConfirmationWord(),
            Consents = ConsentsOf(facts, text),
            Transfer = facts.Transfer is { } to ? new(to.Country, to.Adequacy.Word(), to.Fields, text.Risks) : null,
            OptionalFields = PetitionFacts.OptionalFields.Where(facts.Asks),
            PrivacyNotice = facts.PrivacyNotice,
            SafeCountries = facts.SafeCountries,
            Controller = new(facts.Controller.Name, facts.Controller.Contact),
            RetentionDays = facts.RetentionDays,
            Links = new("/p/" + petition.Slug, api + "/signatures", api + "/count", api + "/history", api + "/challenge"),
        };
    }

    private static ExtensionNote? ExtensionOf(Petition petition, PetitionText text)
    {
        if (petition.Extension is not { } extension) return null;
        var reason = extension.ReasonFor(text.Lang);
        return new(extension.FormerClosesAt.UtcDateTime, reason.Text, reason.Lang);
    }

    private static IEnumerable<ConsentBody> ConsentsOf(PetitionFacts facts, PetitionText text)
    {
        yield return new(facts.MainConsent(), facts.ConsentVersion, text.ConsentText, Required: true);
        if (facts.NewsletterVersion is { } newsletter)
            yield return new(Consent.Newsletter, newsletter, text.NewsletterText ?? "", Required: false);
    }

    private static IEnumerable<string> Languages(Petition petition) => petition.Texts.Select(text => text.Lang);
}
