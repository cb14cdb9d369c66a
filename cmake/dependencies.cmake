# Libraries of others, each as one target: kr_hdf5, kr_fyaml, kr_deflate, kr_threads, kr_openmp.
find_package(PkgConfig REQUIRED)

# hdf5-serial by name: plain "hdf5" becomes the MPI variant once that is installed. The
# high-level library has no pkg-config file.
pkg_check_modules(HDF5_SERIAL REQUIRED IMPORTED_TARGET hdf5-serial)
find_library(HDF5_SERIAL_HL hdf5_serial_hl REQUIRED)
add_library(kr_hdf5 INTERFACE)
target_link_libraries(kr_hdf5 INTERFACE ${HDF5_SERIAL_HL} PkgConfig::HDF5_SERIAL)

pkg_check_modules(FYAML REQUIRED IMPORTED_TARGET libfyaml)
add_library(kr_fyaml INTERFACE)
target_link_libraries(kr_fyaml INTERFACE PkgConfig::FYAML)

pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET libdeflate)
add_library(kr_deflate INTERFACE)
target_link_libraries(kr_deflate INTERFACE PkgConfig::DEFLATE)

# POSIX threads: base/worker.c.
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
add_library(kr_threads INTERFACE)
target_link_libraries(kr_threads INTERFACE $<LINK_ONLY:Threads::Threads>)

# Only base/parallel.c is compiled with OpenMP; the others need the library when linking.
add_library(kr_openmp INTERFACE)
if(KR_PARALLEL STREQUAL "openmp")
  find_package(OpenMP REQUIRED COMPONENTS C)
  target_link_libraries(kr_openmp INTERFACE $<LINK_ONLY:OpenMP::OpenMP_C>)
elseif(NOT KR_PARALLEL STREQUAL "serial")
  message(FATAL_ERROR "KR_PARALLEL is \"${KR_PARALLEL}\"; it must be openmp or serial")
endif()
