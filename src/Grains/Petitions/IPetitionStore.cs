namespace Petitions.Grains.Petitions;

/// <summary>Which petitions there are, and the terms that every process shows. Calls are rare.</summary>
public interface IPetitionStore
{
    /// <summary>
    /// The number of the petition <paramref name="slug"/>. The first call creates the petition, its shards and its key in one transaction;
    /// of two that run at the same time one wins.
    /// </summary>
    /// <param name="slug">The petition's name.</param>
    /// <param name="wrappedKey">The key to store if the petition is new; ignored otherwise.</param>
    /// <param name="cancel">Gives up; the petition is then created or not.</param>
    Task<int> EnsureAsync(string slug, byte[] wrappedKey, CancellationToken cancel);

    /// <summary>
    /// Shows <paramref name="terms"/> to every process from now on. A write of an older revision than the stored one changes nothing.
    /// </summary>
    Task ListAsync(Petition terms, CancellationToken cancel);

    /// <summary>The revision that <see cref="ListAsync"/> last stored for a petition; 0 when it was never listed.</summary>
    Task<int> ListedRevisionAsync(int petition, CancellationToken cancel);

    /// <summary>
    /// Deletes a petition that is closed: mails and signatures in steps, then texts, consents, shards and key, at last its name, which
    /// another petition may then have. A second call continues where a crash stopped the first.
    /// </summary>
    Task RemoveAsync(int petition, CancellationToken cancel);
}
