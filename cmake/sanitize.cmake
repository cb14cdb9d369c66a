# Sanitizers and coverage. For data races use clang (preset tsan): gcc's OpenMP library is
# unknown to the thread sanitizer, which then reports races that do not exist.
if(KR_SANITIZE)
  target_compile_options(kr_flags INTERFACE
      -fsanitize=${KR_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(kr_flags INTERFACE -fsanitize=${KR_SANITIZE})
endif()

if(KR_COVERAGE)
  target_compile_options(kr_flags INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(kr_flags INTERFACE --coverage)
endif()
