using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Petitions.Tests.Support;

/// <summary>
/// Stands in for grains without a cluster. Made at run time, so that no class here implements a grain's interface: Orleans would take it
/// for a second implementation in every test that starts a silo.
/// </summary>
public class FakeGrains : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = (_, _) => null;

    /// <summary>A factory that hands out <paramref name="grain"/>, whatever is asked for.</summary>
    public static IGrainFactory With(object grain) => Of<IGrainFactory>((_, _) => grain);

    /// <summary>A grain, or anything else with an interface, that answers each call.</summary>
    public static T Of<T>(Func<MethodInfo, object?[], object?> answer) where T : class
    {
        var fake = Create<T, FakeGrains>();
        ((FakeGrains)(object)fake)._answer = answer;
        return fake;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        try
        {
            return _answer(targetMethod!, args ?? []);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }
}
