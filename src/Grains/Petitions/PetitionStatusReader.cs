namespace Petitions.Grains.Petitions;

/// <summary>Collects what admins are shown of a petition, each part from where it is kept.</summary>
internal sealed class PetitionStatusReader(PetitionServices services, TimeProvider time)
{
    /// <summary>Looks at every row of the petition, in at most the time of two statements.</summary>
    public async Task<PetitionStatus> ReadAsync(Petition terms, PetitionLife life)
    {
        var signatures = await services.Statistics.ReadSignaturesAsync(terms.Id, CancellationToken.None);
        var consents = await services.Statistics.ReadConsentsAsync(terms.Id, CancellationToken.None);
        var mail = await services.Statistics.ReadMailAsync(terms.Id, CancellationToken.None);
        var shards = await services.Tallies.ReadShardsAsync(terms.Id, CancellationToken.None);
        var now = time.GetUtcNow();
        return new()
        {
            Terms = terms,
            Stage = terms.StageAt(now),
            Life = life,
            Planned = PetitionLife.Planned(terms, now),
            Count = shards?.Readings.Sum(shard => shard.Counted) ?? 0,
            Sources = new(shards?.Readings.Sum(shard => shard.Paper) ?? 0, shards?.Readings.Sum(shard => shard.Imported) ?? 0),
            Signatures = signatures,
            Consents = consents is { } records ? ConsentCount.Of(terms, records) : null,
            Mail = mail,
            Retention = terms.RetentionAt(now),
        };
    }
}
