namespace Petitions.Grains.Mail;

/// <summary>The purpose of a mail. The numbers are stored; never reuse one.</summary>
public enum MailPurpose : short
{
    /// <summary>Asks to confirm a pending signature.</summary>
    Confirm = 1,

    /// <summary>Reminds once of an unconfirmed signature.</summary>
    Remind = 2,

    /// <summary>
    /// Answers another attempt to sign with the same address: states the existing or withdrawn signature and links to it.
    /// </summary>
    SignedAlready = 3,

    /// <summary>The requested link to the signer page.</summary>
    Link = 4,
}
