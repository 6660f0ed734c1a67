namespace Petitions.Frontend.Signing;

/// <summary>Kinds of failed calls to a grain, by what the caller should do. <see cref="RetryingCaller"/> does it.</summary>
internal enum CallFailure
{
    /// <summary>The grain or its silo is gone: the next attempt reaches another.</summary>
    Transient,

    /// <summary>No answer in time: one more attempt, since the silo may be gone.</summary>
    TimedOut,

    /// <summary>Too many calls of this person wait; refused without any effect.</summary>
    TooManyWaiting,

    /// <summary>The silo takes no more calls from clients now; refused without any effect.</summary>
    Overloaded,

    /// <summary>A bug: another attempt would fail in the same way.</summary>
    Unexpected,
}

/// <summary>Classifies failed calls.</summary>
internal static class CallFailures
{
    /// <summary>The kind of a failure.</summary>
    public static CallFailure Classify(Exception failure) => failure switch
    {
        LimitExceededException => CallFailure.TooManyWaiting,
        GatewayTooBusyException => CallFailure.Overloaded,
        { InnerException: LimitExceededException } => CallFailure.TooManyWaiting,
        // A rejection may have its reason in the message only.
        OrleansMessageRejectionException when failure.Message.Contains("overloaded", StringComparison.OrdinalIgnoreCase) =>
            CallFailure.TooManyWaiting,
        TimeoutException => CallFailure.TimedOut,
        // See GatewayLossSignal.
        OperationCanceledException => CallFailure.Transient,
        // Silo unavailable, message rejected, connection lost, client not connected.
        OrleansException => CallFailure.Transient,
        _ => CallFailure.Unexpected,
    };
}
