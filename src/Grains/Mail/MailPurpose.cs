namespace Petitions.Grains.Mail;

/// <summary>Why a mail is sent. Numbers are stored; never reuse one.</summary>
public enum MailPurpose : short
{
    /// <summary>Asks to confirm a pending signature.</summary>
    Confirm = 1,

    /// <summary>Asks once more, when nobody confirmed for some days.</summary>
    Remind = 2,

    /// <summary>
    /// Somebody tried to sign with this address again: says that there is a signature, or a withdrawn one, and how to reach it.
    /// </summary>
    SignedAlready = 3,

    /// <summary>The link to the signer's page, as asked for.</summary>
    Link = 4,
}
