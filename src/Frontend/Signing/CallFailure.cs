namespace Petitions.Frontend.Signing;

/// <summary>What a failed call to a signer's grain asks for. Deciding only; <see cref="SignerCalls"/> does it.</summary>
internal enum CallFailure
{
    /// <summary>The grain or its silo went away: the next attempt finds another.</summary>
    Transient,

    /// <summary>No answer in time: worth one more attempt, since the silo may be gone.</summary>
    TimedOut,

    /// <summary>Too many calls of this person wait: the call was refused before it did anything.</summary>
    TooManyWaiting,

    /// <summary>The silo takes no more calls from outside at this moment: refused before it did anything.</summary>
    Overloaded,

    /// <summary>A fault of a program: trying again would repeat it.</summary>
    Unexpected,
}

/// <summary>Tells failures of calls apart.</summary>
internal static class CallFailures
{
    public static CallFailure Classify(Exception failure) => failure switch
    {
        LimitExceededException => CallFailure.TooManyWaiting,
        GatewayTooBusyException => CallFailure.Overloaded,
        { InnerException: LimitExceededException } => CallFailure.TooManyWaiting,
        // A rejection may arrive with its reason in words only.
        OrleansMessageRejectionException when failure.Message.Contains("overloaded", StringComparison.OrdinalIgnoreCase) =>
            CallFailure.TooManyWaiting,
        TimeoutException => CallFailure.TimedOut,
        // Silo unavailable, message rejected, connection lost, client not connected.
        OrleansException => CallFailure.Transient,
        _ => CallFailure.Unexpected,
    };
}
