using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Petitions.Tests.Support;

/// <summary>
/// Fakes of grains, without a cluster. They are created at run time, because Orleans would treat a class that implements a grain interface
/// as a second implementation in every test that starts a silo.
/// </summary>
public class FakeGrains : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = (_, _) => null;

    /// <summary>A factory that always returns <paramref name="grain"/>.</summary>
    public static IGrainFactory With(object grain) => Of<IGrainFactory>((_, _) => grain);

    /// <summary>A fake of any interface that answers each call with the given function.</summary>
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
