using Microsoft.Extensions.Options;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>Gathers what pages about a petition show: terms from the catalogue, the count from the cache.</summary>
internal sealed class PetitionViews(
    CountCache counts, PublicBaseUrl address, IOptions<ConfirmationOptions> confirmation, TimeProvider time)
{
    /// <summary>Longest wait for a count that is new enough.</summary>
    public static readonly TimeSpan NewCountTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The view for one request, in a language.</summary>
    /// <param name="request">The request.</param>
    /// <param name="petition">The petition.</param>
    /// <param name="texts">The words of the page.</param>
    /// <param name="countedSince">
    /// The count is not older; an older one is waited for up to <see cref="NewCountTimeout"/> and then left out.
    /// </param>
    public async ValueTask<PetitionView> OfAsync(
        HttpRequest request, Petition petition, Texts texts, DateTimeOffset? countedSince = null)
    {
        var text = petition.TextFor(texts.PageLang);
        var count = countedSince is { } since ? await CountSinceAsync(petition, since) : await CountAsync(petition);
        var now = time.GetUtcNow();
        var phase = petition.PhaseAt(now);
        var moment = phase switch
        {
            PetitionPhase.Scheduled => petition.Facts.OpensAt,
            PetitionPhase.Closed => petition.ClosedSince(now),
            _ => null,
        };
        return new(petition, text, texts, LetterHtml.Of(text), count, phase, moment, address.Of(request))
        {
            Stage = petition.StageAt(now),
            PendingFor = confirmation.Value.PendingFor,
            FormNumber = phase == PetitionPhase.Open ? FormNumber.At(now) : 0,
        };
    }

    /// <summary>The view of a draft as it will look when it is open. Nobody has signed it.</summary>
    public PetitionView PreviewOf(HttpRequest request, Petition draft, Texts texts)
    {
        var text = draft.TextFor(texts.PageLang);
        var goal = draft.Facts.Goals is [var first, ..] ? first : (long?)null;
        return new(draft, text, texts, LetterHtml.Of(text), new(0, goal), PetitionPhase.Open, null, address.Of(request))
        {
            Stage = PetitionStage.Draft, PendingFor = confirmation.Value.PendingFor,
        };
    }

    /// <summary>The count; null when it was never read and the cluster does not answer.</summary>
    public async ValueTask<ShownCount?> CountAsync(Petition petition) => Shown(await counts.ReadAsync(petition));

    private async ValueTask<ShownCount?> CountSinceAsync(Petition petition, DateTimeOffset since)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var answer = await counts.ReadAsync(petition);
            if (answer is { IsStale: false } && answer.AsOf >= since) return Shown(answer);
            if (time.GetElapsedTime(started) >= NewCountTimeout) return null;
            // The cache is refreshed a few times in between.
            await Task.Delay(CountCache.RefreshInterval / 4, time);
        }
    }

    private static ShownCount? Shown(CountAnswer? answer) =>
        answer is null ? null : new(answer.Public.Count, answer.Public.Goal, answer.Public.Sources);
}
