using System.Collections.Immutable;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Administration;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Admin;

/// <summary>
/// <c>POST /api/v1/admin/petitions/{slug}/publish</c> publishes the documents of a petition on the running system, or makes a draft of
/// them; <c>…/check</c> answers the same and changes nothing. All problems are in the answer, and the warnings of the lint also without
/// any; and what is different from the text before.
/// </summary>
internal sealed partial class PublicationEndpoints(
    IPetitionCatalogue catalogue, IGrainFactory grains, DocumentDefaults defaults, PublicBaseUrl address, TimeProvider time,
    ILogger<PublicationEndpoints> log)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.ServiceProvider.GetRequiredService<AdminAuthorization>();
        var endpoints = routes.ServiceProvider.GetRequiredService<PublicationEndpoints>();
        admin.Map(routes, HttpMethods.Post, "/publish", AdminRoles.Edit, http => endpoints.AnswerAsync(http, isCheck: false));
        admin.Map(routes, HttpMethods.Post, "/check", AdminRoles.Read, http => endpoints.AnswerAsync(http, isCheck: true));
    }

    private async Task AnswerAsync(HttpContext http, bool isCheck)
    {
        var slug = http.Request.RouteValues["slug"] as string ?? "";
        if (await SentDocuments.ReadAsync(http, slug, defaults) is not var (document, warnings, isDraft)) return;

        try
        {
            // Looked at first: the publication itself does not tell what it has changed.
            var petition = grains.GetGrain<IPetitionGrain>(Slug.ToGrainKey(slug));
            var check = await petition.Check(document, isDraft);
            var terms = isCheck ? await petition.Terms()
                : isDraft ? await petition.Draft(document) : await petition.Publish(document);
            if (!isCheck)
            {
                // This process shows it at once, the others after their next poll.
                await catalogue.RefreshAsync(http.RequestAborted);
                LogPublished(slug, WordOf(check.Effect), terms!.CurrentVersion);
            }
            if (check.KeptClosesAt is { } kept)
            {
                var closes = DocumentTime.Write(kept);
                warnings = warnings.Add(
                    $"closesAt: the date of closing stays {closes}, since it was extended: write `closesAt: {closes}` into the document.");
            }
            await AdminBodies.AnswerAsync(http, AnswerOf(slug, check, terms, warnings), AdminJson.Default.PublicationAnswer);
        }
        catch (PublicationRefusedException e)
        {
            await Answers.RefuseProblems(http, [e.Message], warnings);
        }
    }

    private PublicationAnswer AnswerOf(string slug, PublicationCheck check, Petition? terms, ImmutableArray<string> warnings) => new(
        slug, WordOf(check.Effect), terms?.StageAt(time.GetUtcNow()).Word(), terms?.CurrentVersion,
        terms is null ? null : terms is { UnlistedAt: null, IsDraft: false }, warnings,
        check.Difference is null ? null : DifferenceBody.Of(check.Difference), check.Counted, address.PreviewOf(terms));

    private static string WordOf(PublicationEffect effect) => effect switch
    {
        PublicationEffect.NewPetition => "new-petition",
        PublicationEffect.NewVersion => "new-version",
        PublicationEffect.NewTerms => "new-terms",
        PublicationEffect.NewDraft => "new-draft",
        PublicationEffect.ChangedDraft => "changed-draft",
        PublicationEffect.Released => "released",
        _ => "nothing",
    };

    [LoggerMessage(LogLevel.Information, "An admin call published {Petition}: {Effect}, now version {Version}.")]
    private partial void LogPublished(string petition, string effect, int version);
}

/// <summary>The answer to a publication, or to a check of one.</summary>
/// <param name="Slug">The petition.</param>
/// <param name="Changes">
/// What changed, or would change: new-petition, new-version, new-terms, new-draft, changed-draft, released or nothing.
/// </param>
/// <param name="State">The state of the petition now; null when there is none.</param>
/// <param name="Version">Its newest version; null when there is none.</param>
/// <param name="Listed">Whether it is on the public pages; null when there is none.</param>
/// <param name="Warnings">What the lint advises, one line each.</param>
/// <param name="Difference">From the text before to this one; null for a new petition, and when nothing changes.</param>
/// <param name="Counted">Signatures that were counted before; they keep the version that their signers saw.</param>
/// <param name="Preview">Address of the preview of a draft; null when it is none.</param>
internal sealed record PublicationAnswer(
    string Slug, string Changes, string? State, int? Version, bool? Listed, ImmutableArray<string> Warnings, DifferenceBody? Difference,
    long Counted, string? Preview);
