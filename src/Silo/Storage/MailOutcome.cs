namespace Petitions.Silo.Storage;

/// <summary>What became of a mail that was claimed, for the outbox to note.</summary>
internal abstract record MailOutcome(ClaimedMail Mail)
{
    /// <summary>The server has it, or it is in its file.</summary>
    /// <param name="Mail">The mail.</param>
    /// <param name="RemindAt">When to ask once more; null when that is not to be.</param>
    public sealed record Sent(ClaimedMail Mail, DateTimeOffset? RemindAt = null) : MailOutcome(Mail);

    /// <summary>To be tried again.</summary>
    /// <param name="Mail">The mail.</param>
    /// <param name="DueAt">When.</param>
    /// <param name="Failures">Failures so far, this one included if it was one.</param>
    public sealed record Later(ClaimedMail Mail, DateTimeOffset DueAt, int Failures) : MailOutcome(Mail);

    /// <summary>Not to be tried any more, unless its signer tries again.</summary>
    /// <param name="Mail">The mail.</param>
    /// <param name="Reason">For admins: without any address and nothing that a server has said.</param>
    public sealed record Parked(ClaimedMail Mail, string Reason) : MailOutcome(Mail);

    /// <summary>The mail is obsolete.</summary>
    public sealed record Dropped(ClaimedMail Mail) : MailOutcome(Mail);
}
