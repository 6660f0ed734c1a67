using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Petitions;

public sealed class PetitionCatalogueTests : ICatalogueSource
{
    [Fact]
    public async Task A_petition_that_is_not_listed_is_found_and_kept_but_in_no_list()
    {
        using var catalogue = new PetitionCatalogue(this, TimeProvider.System, NullLogger<PetitionCatalogue>.Instance);
        await catalogue.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["open"], catalogue.Listed.Select(petition => petition.Slug));
        // The retention of data looks at all of them.
        Assert.Equal(["draft", "open", "rehearsal", "unlisted"], catalogue.All.Select(petition => petition.Slug));
        Assert.True(catalogue.TryFind("unlisted", out _));
    }

    [Fact]
    public async Task A_draft_is_found_by_its_number_and_by_those_who_ask_for_drafts_only()
    {
        using var catalogue = new PetitionCatalogue(this, TimeProvider.System, NullLogger<PetitionCatalogue>.Instance);
        await catalogue.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.False(catalogue.TryFind("draft", out _));
        Assert.True(catalogue.TryFindDraft("draft", out var draft));
        Assert.True(catalogue.TryFind(draft.Id, out _));
        Assert.False(catalogue.TryFindDraft("open", out _));
    }

    public Task<CatalogueChanges> ReadChangesAsync(long change, CancellationToken cancel)
    {
        var open = SamplePetition.Open;
        return Task.FromResult(new CatalogueChanges(1, [
            open with { Id = 1, Slug = "unlisted", UnlistedAt = SamplePetition.OpensAt },
            open with { Id = 2, Slug = "rehearsal", Facts = open.Facts with { Rehearsal = true } },
            open with { Id = 3, Slug = "open" },
            open with { Id = 4, Slug = "draft", IsDraft = true }], []));
    }
}
